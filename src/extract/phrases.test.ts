import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFurnitureLine } from './phrases.ts'

test('E9 lines that speak of the page itself are no text', () => {
  for (const line of [
    'By using this site you agree to our terms.',
    'Dieser Artikel ist exklusiv für Abonnenten.',
    'Personenbezogene Daten können an Drittplattformen gehen.',
    'Ich bin damit einverstanden, dass mir Inhalte gezeigt werden.',
    'Subscribe to continue',
  ])
    assert.ok(isFurnitureLine(line, false), line)
})

test('E9 sentences of a report that begin like them stay', () => {
  for (const line of [
    'By using this method, the police found the boats.',
    'Dieser Artikel ist eine Gefahr für die Freiheit, sagte der Minister.',
    'Personenbezogene Daten können nach dem Urteil gelöscht werden.',
    'Ich bin damit einverstanden, sagte der Bürgermeister.',
  ])
    assert.ok(!isFurnitureLine(line, false), line)
})
