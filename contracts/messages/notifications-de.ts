/** What people are told, in German: the same texts with the same parameters as in English. */
import type { NotificationTexts } from './notifications.ts';

export const notificationsDe: NotificationTexts = {
  'order.sla-warned.subject': 'Auftrag {order} wird bald fällig',
  'order.sla-warned.text': 'Auftrag {order} von {customer} muss bis {dueAt} erledigt sein.',
  'order.sla-breached.subject': 'Auftrag {order} ist überfällig',
  'order.sla-breached.text': 'Auftrag {order} von {customer} hätte bis {dueAt} erledigt sein müssen.',
  'request.sla-warned.subject': 'Anfrage {request} sollte bald beantwortet werden',
  'request.sla-warned.text': 'Anfrage {request} von {customer} sollte bis {dueAt} beantwortet sein.',
  'request.sla-breached.subject': 'Anfrage {request} ist überfällig',
  'request.sla-breached.text': 'Anfrage {request} von {customer} hätte bis {dueAt} beantwortet sein sollen.',
  'posting.refused.subject': 'Auftrag {order} konnte nicht gebucht werden',
  'posting.refused.text': 'Auftrag {order} von {customer} konnte nicht gebucht werden: {reason}',
  'order.answered.subject': 'Auftrag {order}: der Kunde hat geantwortet',
  'order.answered.text': '{customer} hat die Frage zu Auftrag {order} beantwortet.',
  'order.stage-reached.subject': 'Auftrag {order} ist bei {stage}',
  'order.stage-reached.text': 'Auftrag {order} von {customer} steht jetzt bei „{stage}“.',
  'command.stuck.subject': 'Auftrag {order}: ein Befehl hängt',
  'command.stuck.text':
    'Der Befehl {command} des Auftrags {order} ist seit {minutes, plural, one {# Minute} other {# Minuten}} ohne Ergebnis.',
  'mail.failed.subject': 'Eine E-Mail an {address} ist nicht angekommen',
  'mail.failed.text': 'Die E-Mail „{subject}“ an {address} konnte nicht gesendet werden: {reason}',
  'mail.uncertain.subject': 'Eine E-Mail an {address} ist vielleicht nicht angekommen',
  'mail.uncertain.text':
    'Niemand weiß, ob der Mailserver die E-Mail „{subject}“ an {address} angenommen hat. Fragen Sie beim Empfänger nach, oder senden Sie sie erneut.',
  'request.received.subject': 'Wir haben Ihre Anfrage {request}',
  'request.received.text': 'Vielen Dank für Ihre Anfrage „{subject}“. Sie hat die Nummer {request}. Sie hören von uns.',
  'request.accepted.subject': 'Ihre Anfrage {request} ist angenommen',
  'request.accepted.text': 'Wir haben Ihre Anfrage „{subject}“ angenommen. Sie ist jetzt Auftrag {order}.',
  'request.rejected.subject': 'Ihre Anfrage {request} ist abgelehnt',
  'request.rejected.text': 'Was Sie in Ihrer Anfrage „{subject}“ wünschen, können wir nicht tun:\n\n{note}',
  'case.closed.subject': '„{subject}“ ist abgeschlossen ({case})',
  'case.closed.text':
    'Ihr Anliegen „{subject}“ ist abgeschlossen: {result}\n\nBitte sagen Sie uns auf Ihrer Seite, wie es war.',
  'order.asked.subject': 'Eine Frage zu Auftrag {order}',
  'order.asked.text':
    'Wir haben eine Frage zu Auftrag {order}:\n\n{question}\n\nBitte beantworten Sie sie auf Ihrer Seite.',
  'visit.planned.subject': 'Wir kommen am {startsAt} (Auftrag {order})',
  'visit.planned.text': 'Für Auftrag {order} kommt jemand von uns am {startsAt} zu Ihnen, bis {until}.',
  'visit.moved.subject': 'Unser Besuch ist auf {startsAt} verschoben (Auftrag {order})',
  'visit.moved.text': 'Unser Besuch für Auftrag {order} ist verschoben. Er ist jetzt am {startsAt}, bis {until}.',
  'visit.cancelled.subject': 'Unser Besuch am {startsAt} findet nicht statt (Auftrag {order})',
  'visit.cancelled.text': 'Unser Besuch für Auftrag {order} am {startsAt} findet nicht statt.',
  'order.completed.subject': 'Auftrag {order} ist erledigt',
  'order.completed.text':
    'Die Arbeit des Auftrags {order} ist erledigt. Bitte sehen Sie sie sich an und sagen Sie uns, ob Sie zufrieden sind.',
  'order.stage-entered.subject': 'Auftrag {order}: {stage}',
  'order.stage-entered.text': 'Auftrag {order} ist weitergegangen. Er steht jetzt bei „{stage}“.',
  'technician.visit-planned.subject': 'Sie haben einen Besuch am {startsAt} (Auftrag {order})',
  'technician.visit-planned.text': 'Sie fahren am {startsAt} zu {customer}, bis {until}, für Auftrag {order}.',
  'technician.visit-moved.subject': 'Ihr Besuch ist auf {startsAt} verschoben (Auftrag {order})',
  'technician.visit-moved.text':
    'Ihr Besuch bei {customer} für Auftrag {order} ist verschoben. Er ist jetzt am {startsAt}, bis {until}.',
  'technician.visit-reassigned.subject': 'Jemand anderes übernimmt Ihren Besuch am {startsAt} (Auftrag {order})',
  'technician.visit-reassigned.text':
    'Zu {customer} fährt für Auftrag {order} jemand anderes. Ihr Besuch am {startsAt}, bis {until}, entfällt.',
  'technician.visit-cancelled.subject': 'Ihr Besuch am {startsAt} findet nicht statt (Auftrag {order})',
  'technician.visit-cancelled.text':
    'Ihr Besuch bei {customer} am {startsAt}, bis {until}, für Auftrag {order} findet nicht statt.',
  'reason.order.parts-missing': 'es fehlen Teile',
  'reason.order.unanswered': 'ein anderer Teil von Callout hat nicht rechtzeitig geantwortet',
  'reason.invoicing.price-missing': 'einige Zeilen haben an ihrem Tag keinen Verkaufspreis',
  'reason.invoicing.cost-missing': 'einige Zeilen haben an ihrem Tag keine Kosten',
  'reason.invoicing.tax-missing': 'einige Zeilen haben an ihrem Tag keinen Steuersatz',
  'reason.invoicing.company-missing': 'die Firma ist noch nicht eingerichtet',
  'frame.mail': '{text}\n\n{link}\n\n-- \nDiese E-Mail hat Callout geschrieben.',
};
