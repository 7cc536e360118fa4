-- The telephone numbers that applications name, as digits, so that the same one elsewhere is found at once.

create index usage_application_phone
  on usage_application (regexp_replace(normalize(form ->> 'contactPhone', nfkc), '[^0-9]', '', 'g'));
