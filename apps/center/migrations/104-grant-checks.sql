-- What a review asks of all other applications.
create index grant_line_bought on grant_line (purchased_on, amount_yen);
create index grant_submission_at on grant_submission (submitted_at);
