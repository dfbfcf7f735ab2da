-- One row a contact, with its date and the groups of its episode. Runs where episode_facts.sql runs.
SELECT
    e.team,
    e.municipality,
    e.problem,
    e.level,
    e.source,
    e.age_band,
    e.gender,
    e.language,
    e.work_status_first,
    c.on AS contact_on,
    c.attendance
FROM contacts AS c
JOIN episodes AS e ON e.episode = c.episode
