-- What a new deployment starts with; managers edit all of it afterwards.
INSERT INTO "format" ("id", "code", "name", "description", "min_minutes", "max_minutes", "default_minutes", "largest_group", "presenters_needed", "set_up_minutes", "pack_down_minutes", "whole_cohort", "position") VALUES
  ('019ab000-0000-7000-8000-000000000001', 'assembly', 'Assembly', 'A whole year group together in the hall.', 20, 25, 20, 240, 1, 10, 5, true, 1),
  ('019ab000-0000-7000-8000-000000000002', 'tutor', 'Tutor time', 'One tutor group in its own room.', 20, 30, 25, 35, 1, 5, 5, false, 2),
  ('019ab000-0000-7000-8000-000000000003', 'workshop', 'Classroom workshop', 'One class for a lesson, with time to talk.', 40, 100, 60, 35, 1, 10, 5, false, 3),
  ('019ab000-0000-7000-8000-000000000004', 'small-group', 'Small group', 'A small or targeted group, led by discussion.', 30, 90, 45, 12, 1, 5, 5, false, 4);

INSERT INTO "reason" ("code", "kind", "label", "for_school", "position") VALUES
  ('decline.no_presenter', 'decline', 'No presenter free', 'We do not have an officer free in the time you asked for.', 1),
  ('decline.outside_area', 'decline', 'Outside our area', 'Your setting is outside Leicester, Leicestershire and Rutland.', 2),
  ('decline.not_suitable', 'decline', 'Not suitable for the age group', 'The session is not written for the age of these students.', 3),
  ('decline.duplicate', 'decline', 'Asked for twice', 'We already have a request from you for the same students.', 4),
  ('decline.other', 'decline', 'Another reason', 'Please see the note below.', 9),
  ('cancel.officer_called_away', 'cancel', 'Officer called away', 'Our officer is needed for an operational duty.', 1),
  ('cancel.illness', 'cancel', 'Illness', 'Someone who is needed for the session is ill.', 2),
  ('cancel.school_asked', 'cancel', 'School asked us to', 'The school asked us to cancel.', 3),
  ('cancel.school_closed', 'cancel', 'School closed', 'The school is closed on the day.', 4),
  ('cancel.other', 'cancel', 'Another reason', 'Please see the note below.', 9),
  ('move.school_asked', 'move', 'School asked us to', 'The school asked for another time.', 1),
  ('move.officer_unavailable', 'move', 'Officer no longer available', 'Our officer is no longer available at that time.', 2),
  ('move.other', 'move', 'Another reason', 'Please see the note below.', 9),
  ('not_delivered.presenter_unavailable', 'not_delivered', 'Presenter could not attend', 'Our officer could not be there.', 1),
  ('not_delivered.students_unavailable', 'not_delivered', 'Students not available', 'The students could not be there.', 2),
  ('not_delivered.room', 'not_delivered', 'No room or equipment', 'There was no suitable room or equipment.', 3),
  ('not_delivered.other', 'not_delivered', 'Another reason', 'Another reason.', 9);
