/** Words that stand before a day of publication, in the languages of many pages. */
export const publishedWord =
  /(?<!\p{L})(?:published|posted|released?|publication date|date of publication|issued|written|created|veröffentlicht|publiziert|erschienen|erstellt|eingestellt|publié|paru|mis en ligne|publicad[oa]|fecha de publicación|pubblicat[oa]|data di pubblicazione|geplaatst|gepubliceerd|publicerad|publisert|udgivet|julkaistu|opublikowan[oa]|data publikacji|dodano|publikováno|zveřejněno|vydáno|megjelen[ét]s?|közzétéve|objavljeno|postat|data publicării|опубликован[оаы]?|дата публикации|опубліковано|публикувано|δημοσι(?:εύτηκε|εύθηκε|ευση)|ημερομηνία|yayın(?:lanma)?(?: tarihi)?|eklenme|đăng ngày|ngày đăng|diterbitkan|发布(?:时间|于|日期)?|发表(?:于|时间)?|發布(?:時間|日期)?|發佈(?:日期)?|日期|时间|公開日|投稿日|掲載日?|등록일?|입력|게시|نشر|تاريخ النشر|פורסם|(?:date|datum|fecha|data|дата|tarih|dátum|päiväys|ημερομηνία)\s?:)/iu
/** Words that stand before a day on which something was changed. */
const changedWord =
  /(?<!\p{L})(?:updated?|modified|revised|last (?:change|edited|review)|edited|reviewed|aktualisiert|stand|letzte änderung|zuletzt geändert|geändert am|bearbeitet|mis à jour|modifié|mise à jour|actualizad[oa]|modificad[oa]|aggiornat[oa]|ultima modifica|atualizad[oa]|bijgewerkt|gewijzigd|uppdaterad|oppdatert|opdateret|päivitetty|zaktualizowano|aktualizacja|aktualizováno|frissítve|actualizat|обновлен[оа]?|изменен[оа]?|оновлено|ενημερώθηκε|τελευταία ενημέρωση|güncellen?me|cập nhật|diperbarui|更新|修改|修正|수정|تحديث|עודכן)/iu

/** A text that names a change, and no publication before it. */
export function isChangeText(text: string): boolean {
  const changed = text.search(changedWord)
  if (changed === -1) return false
  const published = text.search(publishedWord)
  return published === -1 || changed < published
}
