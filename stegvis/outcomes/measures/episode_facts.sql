-- One row an episode: every date, number and flag that a measure counts.
--
-- Reads the three tables of registration data set 1 (episodes, contacts, scores) and two relations made
-- from the instrument and problem files (thresholds, anxiety_measures). Rules: NHS Talking Therapies v2.1.
-- DuckDB, PostgreSQL 15-18 and Spark run this text unchanged. Text must compare bytewise: in PostgreSQL the
-- tables' text columns carry COLLATE "C", and answered_at is written alike in every row.
WITH attended AS (
    -- Came, on time or late. Treatment counts only between received and discharged, both days included.
    SELECT
        c.episode,
        c.on AS attended_on,
        c.purpose IN ('assessment', 'assessment_and_treatment') AS is_assessment,
        c.purpose IN ('treatment', 'assessment_and_treatment', 'review_and_treatment')
            AND c.on >= e.received_on
            AND (e.discharged_on IS NULL OR c.on <= e.discharged_on) AS is_treatment
    FROM contacts AS c
    JOIN episodes AS e ON e.episode = c.episode
    WHERE c.attendance IN ('attended', 'late')
),

attendance AS (
    SELECT
        episode,
        COUNT(*) AS attended_contacts,
        COUNT(CASE WHEN is_treatment THEN 1 END) AS treatment_contacts,
        MIN(CASE WHEN is_assessment THEN attended_on END) AS assessed_on,
        MIN(CASE WHEN is_treatment THEN attended_on END) AS started_on
    FROM attended
    GROUP BY episode
),

placed AS (
    -- The scores of an episode in the order they were answered, none after the day of discharge.
    SELECT
        s.episode,
        s.instrument,
        s.score,
        ROW_NUMBER() OVER in_order AS place,
        LEAD(s.episode) OVER in_order IS NULL AS is_last
    FROM scores AS s
    JOIN episodes AS e ON e.episode = s.episode
    WHERE s.score IS NOT NULL
        AND s.answered_at IS NOT NULL
        AND (e.discharged_on IS NULL OR CAST(SUBSTRING(s.answered_at, 1, 10) AS DATE) <= e.discharged_on)
    WINDOW in_order AS (PARTITION BY s.episode, s.instrument ORDER BY s.answered_at, s.answer)
),

courses AS (
    SELECT
        episode,
        instrument,
        MAX(place) AS answers,
        MAX(CASE WHEN place = 1 THEN score END) AS first_score,
        MAX(CASE WHEN is_last THEN score END) AS last_score
    FROM placed
    WHERE place = 1 OR is_last
    GROUP BY episode, instrument
),

judged AS (
    -- One row an episode and instrument. "Above" thresholds are missed by the value itself.
    SELECT
        c.episode,
        c.instrument,
        c.answers >= 2 AS paired,
        c.first_score > t.caseness OR (c.first_score = t.caseness AND NOT t.caseness_above) AS case_first,
        c.last_score > t.caseness OR (c.last_score = t.caseness AND NOT t.caseness_above) AS case_last,
        c.first_score - c.last_score > t.change
            OR (c.first_score - c.last_score = t.change AND NOT t.change_above) AS improved,
        c.last_score - c.first_score > t.change
            OR (c.last_score - c.first_score = t.change AND NOT t.change_above) AS worsened
    FROM courses AS c
    JOIN thresholds AS t ON t.instrument = c.instrument
),

measured AS (
    -- PHQ-9 beside the anxiety measure: the problem's own where it is paired, else GAD-7.
    SELECT
        e.episode,
        COALESCE(phq.paired AND (own.paired OR gad.paired), FALSE) AS paired,
        phq.case_first AS phq_case_first,
        phq.case_last AS phq_case_last,
        phq.improved AS phq_improved,
        phq.worsened AS phq_worsened,
        CASE WHEN own.paired THEN own.case_first ELSE gad.case_first END AS anxiety_case_first,
        CASE WHEN own.paired THEN own.case_last ELSE gad.case_last END AS anxiety_case_last,
        CASE WHEN own.paired THEN own.improved ELSE gad.improved END AS anxiety_improved,
        CASE WHEN own.paired THEN own.worsened ELSE gad.worsened END AS anxiety_worsened
    FROM episodes AS e
    LEFT JOIN judged AS phq ON phq.episode = e.episode AND phq.instrument = 'phq-9'
    LEFT JOIN judged AS gad ON gad.episode = e.episode AND gad.instrument = 'gad-7'
    LEFT JOIN anxiety_measures AS a ON a.problem = e.problem
    LEFT JOIN judged AS own ON own.episode = e.episode AND own.instrument = a.instrument
)

SELECT
    e.episode,
    e.team,
    e.municipality,
    e.problem,
    e.level,
    e.source,
    e.age_band,
    e.gender,
    e.language,
    e.work_status_first,
    e.received_on,
    w.assessed_on,
    w.started_on,
    e.discharged_on,
    e.discharge_reason,
    e.sick_pay_first,
    e.sick_pay_last,
    -- As timestamps the three engines agree on what a difference is; both stand at midnight, so it is whole.
    EXTRACT(DAY FROM (CAST(w.assessed_on AS TIMESTAMP) - CAST(e.received_on AS TIMESTAMP))) AS days_to_assessment,
    EXTRACT(DAY FROM (CAST(w.started_on AS TIMESTAMP) - CAST(e.received_on AS TIMESTAMP))) AS days_to_treatment,
    COALESCE(w.attended_contacts, 0) AS attended_contacts,
    COALESCE(w.treatment_contacts, 0) AS treatment_contacts,
    e.discharged_on IS NOT NULL AND COALESCE(w.treatment_contacts, 0) >= 2 AS finished,
    m.paired,
    COALESCE(m.phq_case_first, FALSE) OR COALESCE(m.anxiety_case_first, FALSE) AS case_at_start,
    COALESCE(NOT m.phq_case_first AND NOT m.anxiety_case_first, FALSE) AS not_a_case_at_start,
    m.paired AND (m.phq_case_last OR m.anxiety_case_last) AS case_at_end,
    m.paired AND (m.phq_improved OR m.anxiety_improved) AS improved,
    m.paired AND (m.phq_worsened OR m.anxiety_worsened) AS worsened
FROM episodes AS e
LEFT JOIN attendance AS w ON w.episode = e.episode
LEFT JOIN measured AS m ON m.episode = e.episode
