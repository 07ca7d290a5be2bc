export const QuotesScreen = () => <h1>Quotes</h1>
