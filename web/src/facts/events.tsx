export const EventsScreen = () => <h1>Events</h1>
