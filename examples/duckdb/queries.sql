-- How many records there are of each kind, and in how many documents.
SELECT kind, count(*) AS records, count(DISTINCT doc) AS documents FROM records GROUP BY kind ORDER BY kind;

-- The organisations that most documents name.
SELECT name, org_type, count(DISTINCT doc) AS documents, count(*) AS mentions
FROM records WHERE kind = 'org' GROUP BY name, org_type ORDER BY documents DESC, mentions DESC, name LIMIT 10;

-- What is invested, by whom: exact sums of the amounts that are no change.
SELECT subject, sum(value_exact::DECIMAL(38, 6)) AS yuan, count(*) AS figures
FROM records WHERE unit = 'CNY' AND change IS NULL AND modality = 'actual' AND subject IS NOT NULL
GROUP BY subject ORDER BY yuan DESC, subject LIMIT 10;

-- Growth on the year before, by indicator.
SELECT indicator, round(avg(value), 2) AS percent, count(*) AS figures
FROM records WHERE unit = '%' AND change = 'yoy' AND indicator IS NOT NULL
GROUP BY indicator HAVING count(*) > 1 ORDER BY figures DESC, indicator LIMIT 10;
