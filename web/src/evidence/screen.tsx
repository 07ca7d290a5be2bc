export const EvidenceScreen = () => <h1>Evidence</h1>
