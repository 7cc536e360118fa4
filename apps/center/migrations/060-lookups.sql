-- Indexes of what every page of a facility asks first, and of what an official's review looks for elsewhere.

-- The newest application of a facility, refused ones included: the unique indexes leave those out.
create index usage_application_facility on usage_application (facility_id, created_at);
create index grant_application_facility on grant_application (facility_id, created_at);

-- Another facility with the same telephone number or name.
create index facility_phone on facility (phone);
create index facility_name on facility (name);

-- Where else a receipt was submitted; the primary key begins with the submission.
create index grant_submission_receipt_receipt on grant_submission_receipt (receipt_id);
