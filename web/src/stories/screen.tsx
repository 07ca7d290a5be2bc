export const StoriesScreen = () => <h1>Stories</h1>
