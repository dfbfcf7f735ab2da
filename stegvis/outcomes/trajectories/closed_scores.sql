-- Scores of closed courses, by the number of treatment contacts before them (docs/adr/0011). Parameter: the instrument.
-- A contact of the same day comes after the score: questions are answered before the talk. Of several scores with the
-- same number of contacts before them the last one counts. A course whose first score came after treatment had begun
-- is left out.
WITH closed AS (
    SELECT episode, received_on, discharged_on FROM episodes WHERE discharged_on IS NOT NULL
),
treated AS (
    SELECT c.episode, c."on" AS treated_on
    FROM contacts AS c JOIN closed AS e ON e.episode = c.episode
    WHERE c.attendance IN ('attended', 'late')
        AND c.purpose IN ('treatment', 'assessment_and_treatment', 'review_and_treatment')
        AND c."on" BETWEEN e.received_on AND e.discharged_on
),
scored AS (
    SELECT s.episode, s.answer, s.answered_at, CAST(substring(s.answered_at, 1, 10) AS DATE) AS answered_on, s.score
    FROM scores AS s JOIN closed AS e ON e.episode = s.episode
    WHERE s.instrument = ? AND s.score IS NOT NULL
        AND CAST(substring(s.answered_at, 1, 10) AS DATE) <= e.discharged_on
),
placed AS (
    SELECT s.episode, s.answer, s.answered_at, s.score, COUNT(t.episode) AS session
    FROM scored AS s LEFT JOIN treated AS t ON t.episode = s.episode AND t.treated_on < s.answered_on
    GROUP BY ALL
),
begun AS (
    SELECT *, first_value(score) OVER course AS baseline, first_value(session) OVER course AS begun_at,
        row_number() OVER (PARTITION BY episode, session ORDER BY answered_at DESC, answer DESC) AS newest
    FROM placed
    WINDOW course AS (PARTITION BY episode ORDER BY answered_at, answer)
)
SELECT episode, CAST(baseline AS INTEGER) AS baseline, session, CAST(score AS INTEGER) AS score
FROM begun
WHERE begun_at = 0 AND session > 0 AND newest = 1
ORDER BY episode, session
