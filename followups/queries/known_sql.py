"""The statement that gathers what a brief needs to know about customers: a branch per kind of fact.

Each table is read once for all of them, by its index of the customer. A sub-select per customer and
fact took twice as long for a list of 25, most of it starting and ending (docs/performance.md).
"""

# Their own row, and the rows merged into them: the same person.
WHO = """
SELECT c.id AS person, c.id AS row_id, c.last_talk_at
  FROM customers_customer c WHERE c.id = ANY(%(ids)s)
 UNION ALL
SELECT c.id, m.id, c.last_talk_at
  FROM customers_customer m JOIN customers_customer c ON c.id = m.merged_into_id
 WHERE m.merged_into_id = ANY(%(ids)s)
"""
SELF = """
SELECT 'self', c.id, jsonb_build_array(c.how_they_use_it, c.last_serviced_on,
                                       CASE WHEN c.kind = 'person' THEN c.born_on END)::text
  FROM customers_customer c
 WHERE c.id = ANY(%(ids)s)
   AND (c.how_they_use_it <> '' OR c.last_serviced_on IS NOT NULL OR c.born_on IS NOT NULL)
"""
# Neither one taken back nor one that became somebody else's when two were parted. Voicemails are
# those since the last talk.
ATTEMPTS = """
SELECT 'attempts', w.person, jsonb_build_array(
         count(*) FILTER (WHERE t.outcome = 'voicemail'
                            AND t.at > coalesce(w.last_talk_at, '-infinity')),
         bool_or(t.is_csi_discussed),
         (array_agg(jsonb_build_array(t.outcome, t.made_on, t.note) ORDER BY t.at DESC))[1],
         (array_agg(jsonb_build_array(t.outcome, t.made_on, t.note) ORDER BY t.at DESC)
            FILTER (WHERE t.is_talk))[1])::text
  FROM who w JOIN followups_attempt t ON t.customer_id = w.row_id
 WHERE NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = t.id)
   AND NOT EXISTS (SELECT 1 FROM followups_attemptbelonging b
                    WHERE b.attempt_id = t.id AND b.customer_id <> t.customer_id)
 GROUP BY w.person
"""
PERSONAL = """
SELECT 'personal', w.person,
       jsonb_agg(jsonb_build_array(f.text, timezone(%(zone)s, f.noted_at)::date, f.about,
                                   f.confirmed_on) ORDER BY f.noted_at DESC, f.id DESC)::text
  FROM who w JOIN customers_personalfact f ON f.customer_id = w.row_id
 WHERE f.over = '' GROUP BY w.person
"""
PARTED = """
SELECT 'parted', w.person, to_jsonb(max(greatest(l.ended_on, l.end_known_on)))::text
  FROM who w JOIN customers_householdlink l ON l.customer_id = w.row_id
 WHERE l.kind = 'spouse' AND l.ended_on IS NOT NULL GROUP BY w.person
"""
OWES = """
SELECT 'owes', w.person,
       jsonb_agg(jsonb_build_array(o.id, o.item, o.department, o.status, o.promised_on, o.told_on,
                                   o.made_on, o.word, timezone(%(zone)s, o.word_at)::date,
                                   o.owed_by, o.kind, o.uses, o.used, o.is_safety, o.is_asked)
                 ORDER BY o.is_safety DESC, o.promised_on NULLS LAST, o.id)::text
  FROM who w JOIN deliveries_weowe o ON o.customer_id = w.row_id
 WHERE o.status IN ('open', 'ready') GROUP BY w.person
"""
HEAT = """
SELECT 'heat', w.person,
       (array_agg(jsonb_build_array(h.cause, h.state, h.next_update_on,
                                    timezone(%(zone)s, h.opened_at)::date, u.name)
                  ORDER BY h.opened_at DESC))[1]::text
  FROM who w JOIN followups_heatcase h ON h.customer_id = w.row_id
       JOIN stores_user u ON u.id = h.owner_id
 WHERE h.state <> 'confirmed' GROUP BY w.person
"""
SURVEYS = """
SELECT 'surveys', w.person,
       jsonb_agg(jsonb_build_array(s.delivery_id, s.state, s.score, s.discussed_on,
                                   s.answered_on))::text
  FROM who w JOIN followups_csisurvey s ON s.customer_id = w.row_id GROUP BY w.person
"""
REVIEWED = """
SELECT 'reviewed', w.person,
       to_jsonb(max(coalesce(k.asked_on, k.posted_on,
                             timezone(%(zone)s, k.changed_at)::date)))::text
  FROM who w JOIN followups_reviewask k ON k.customer_id = w.row_id GROUP BY w.person
"""
THANKS = """
SELECT 'thanks', w.person,
       jsonb_agg(jsonb_build_array(g.name, timezone(%(zone)s, g.at)::date)
                 ORDER BY g.at, g.id)::text
  FROM who w JOIN followups_referral g ON g.customer_id = w.row_id
 WHERE g.state = 'given' AND g.thanked_on IS NULL AND g.name <> '' GROUP BY w.person
"""
# An answer is news until somebody has talked with them.
QUESTIONS = """
SELECT 'questions', w.person,
       jsonb_agg(jsonb_build_array(q.department, q.answer, b.name,
                                   timezone(%(zone)s, q.asked_at)::date, a.name,
                                   timezone(%(zone)s, q.answered_at)::date)
                 ORDER BY q.asked_at DESC, q.id)::text
  FROM who w JOIN deliveries_askedfact q ON q.customer_id = w.row_id
       JOIN stores_user b ON b.id = q.asked_by_id
       LEFT JOIN stores_user a ON a.id = q.answered_by_id
 WHERE q.answered_at IS NULL AND q.store_id = %(store)s
    OR q.answered_at > coalesce(w.last_talk_at, '-infinity')
 GROUP BY w.person
"""
FACTS = (
    SELF,
    ATTEMPTS,
    PERSONAL,
    PARTED,
    OWES,
    HEAT,
    SURVEYS,
    REVIEWED,
    THANKS,
    QUESTIONS,
)
KNOWN = f"WITH who AS MATERIALIZED ({WHO}) {' UNION ALL '.join(FACTS)}"
"""Rows of what (the kind of fact), customer id, and its value as JSON."""
