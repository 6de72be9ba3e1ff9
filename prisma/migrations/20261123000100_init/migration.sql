-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('presenter', 'coordinator', 'manager', 'analyst');

-- CreateEnum
CREATE TYPE "challenge_purpose" AS ENUM ('sign_in', 'prove_request');

-- CreateEnum
CREATE TYPE "capability_purpose" AS ENUM ('see_booking', 'answer_offer', 'answer_invitation', 'settle_readiness', 'give_feedback', 'confirm_attendance');

-- CreateEnum
CREATE TYPE "school_kind" AS ENUM ('school', 'youth');

-- CreateEnum
CREATE TYPE "register_status" AS ENUM ('open', 'proposed_to_close', 'proposed_to_open', 'closed');

-- CreateEnum
CREATE TYPE "school_link_kind" AS ENUM ('successor', 'merged_into', 'same_as');

-- CreateEnum
CREATE TYPE "membership_status" AS ENUM ('requested', 'approved', 'refused', 'ended');

-- CreateEnum
CREATE TYPE "roll_source" AS ENUM ('contact', 'coordinator', 'imported', 'estimate');

-- CreateEnum
CREATE TYPE "request_status" AS ENUM ('unproven', 'awaiting_go_ahead', 'submitted', 'offered', 'scheduled', 'completed', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "group_kind" AS ENUM ('year_group', 'key_stage', 'mixed', 'age_range');

-- CreateEnum
CREATE TYPE "wish_kind" AS ENUM ('date', 'range', 'weekday');

-- CreateEnum
CREATE TYPE "part_of_day" AS ENUM ('any', 'morning', 'afternoon', 'start_time');

-- CreateEnum
CREATE TYPE "reason_kind" AS ENUM ('decline', 'cancel', 'move', 'not_delivered');

-- CreateEnum
CREATE TYPE "offer_status" AS ENUM ('open', 'accepted', 'declined', 'expired', 'replaced');

-- CreateEnum
CREATE TYPE "visit_status" AS ENUM ('pencilled', 'scheduled', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "cancelled_by" AS ENUM ('team', 'school');

-- CreateEnum
CREATE TYPE "attendee_role" AS ENUM ('contact', 'presenter');

-- CreateEnum
CREATE TYPE "participation_status" AS ENUM ('needs_action', 'accepted', 'tentative', 'declined');

-- CreateEnum
CREATE TYPE "commitment_kind" AS ENUM ('visit', 'absence', 'hold');

-- CreateEnum
CREATE TYPE "absence_kind" AS ENUM ('leave', 'court', 'training', 'other_duty');

-- CreateEnum
CREATE TYPE "review_kind" AS ENUM ('absence', 'closed_day', 'closed_school', 'term_change');

-- CreateEnum
CREATE TYPE "review_status" AS ENUM ('open', 'moved', 'cancelled', 'kept', 'lapsed');

-- CreateEnum
CREATE TYPE "session_status" AS ENUM ('scheduled', 'delivered', 'not_delivered', 'cancelled');

-- CreateEnum
CREATE TYPE "fact_source" AS ENUM ('presenter', 'coordinator', 'school', 'imported');

-- CreateEnum
CREATE TYPE "count_basis" AS ENUM ('school_register', 'headcount', 'estimate');

-- CreateEnum
CREATE TYPE "session_outcome" AS ENUM ('delivered', 'not_delivered');

-- CreateEnum
CREATE TYPE "novelty" AS ENUM ('new', 'same', 'mixed');

-- CreateEnum
CREATE TYPE "feed_kind" AS ENUM ('presenter', 'school', 'team');

-- CreateEnum
CREATE TYPE "mail_status" AS ENUM ('queued', 'sending', 'sent', 'superseded', 'failed', 'given_up');

-- CreateEnum
CREATE TYPE "calendar_method" AS ENUM ('REQUEST', 'CANCEL');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('contact', 'staff', 'system');

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "phone" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),
    "mail_refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "account_id" UUID NOT NULL,
    "role" "staff_role" NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "granted_by_id" UUID,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("account_id","role")
);

-- CreateTable
CREATE TABLE "presenter" (
    "account_id" UUID NOT NULL,
    "base_name" TEXT NOT NULL DEFAULT '',
    "base_easting" INTEGER,
    "base_northing" INTEGER,
    "full_time_share" DECIMAL(3,2) NOT NULL DEFAULT 1,
    "started_on" DATE,
    "ended_on" DATE,

    CONSTRAINT "presenter_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "presenter_format" (
    "presenter_id" UUID NOT NULL,
    "format_id" UUID NOT NULL,
    "qualified" BOOLEAN NOT NULL DEFAULT true,
    "likes" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "presenter_format_pkey" PRIMARY KEY ("presenter_id","format_id")
);

-- CreateTable
CREATE TABLE "sign_in" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "device" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_challenge" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "purpose" "challenge_purpose" NOT NULL,
    "request_id" UUID,
    "code_hash" TEXT NOT NULL,
    "link_hash" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "source_hash" TEXT NOT NULL DEFAULT '',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "capability" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "purpose" "capability_purpose" NOT NULL,
    "account_id" UUID,
    "request_id" UUID,
    "visit_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "capability_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "local_authority" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "local_authority_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "district" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "local_authority_code" TEXT,
    "easting" INTEGER,
    "northing" INTEGER,

    CONSTRAINT "district_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "school" (
    "id" UUID NOT NULL,
    "urn" INTEGER,
    "lineage_id" UUID NOT NULL,
    "kind" "school_kind" NOT NULL DEFAULT 'school',
    "name" TEXT NOT NULL,
    "type_name" TEXT NOT NULL DEFAULT '',
    "phase" TEXT NOT NULL DEFAULT '',
    "status" "register_status" NOT NULL DEFAULT 'open',
    "street" TEXT NOT NULL DEFAULT '',
    "town" TEXT NOT NULL DEFAULT '',
    "postcode" TEXT NOT NULL DEFAULT '',
    "local_authority_code" TEXT,
    "district_code" TEXT,
    "easting" INTEGER,
    "northing" INTEGER,
    "low_age" INTEGER,
    "high_age" INTEGER,
    "pupils" INTEGER,
    "secondary_pupils" INTEGER,
    "opened_on" DATE,
    "closed_on" DATE,
    "opens_at_minutes" INTEGER,
    "closes_at_minutes" INTEGER,
    "targeted" BOOLEAN NOT NULL DEFAULT false,
    "search_text" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "school_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "school_link" (
    "from_school_id" UUID NOT NULL,
    "to_school_id" UUID NOT NULL,
    "kind" "school_link_kind" NOT NULL,
    "linked_on" DATE,

    CONSTRAINT "school_link_pkey" PRIMARY KEY ("from_school_id","to_school_id")
);

-- CreateTable
CREATE TABLE "school_membership" (
    "account_id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "status" "membership_status" NOT NULL DEFAULT 'requested',
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,

    CONSTRAINT "school_membership_pkey" PRIMARY KEY ("account_id","school_id")
);

-- CreateTable
CREATE TABLE "school_roll" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "academic_year" TEXT NOT NULL,
    "year_group" TEXT NOT NULL,
    "roll" INTEGER NOT NULL,
    "source" "roll_source" NOT NULL,
    "as_at_on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by_id" UUID,

    CONSTRAINT "school_roll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bell_time" (
    "school_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "start_minutes" INTEGER NOT NULL,
    "end_minutes" INTEGER NOT NULL,

    CONSTRAINT "bell_time_pkey" PRIMARY KEY ("school_id","position")
);

-- CreateTable
CREATE TABLE "school_closed_day" (
    "school_id" UUID NOT NULL,
    "on_date" DATE NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "school_closed_day_pkey" PRIMARY KEY ("school_id","on_date")
);

-- CreateTable
CREATE TABLE "quiet_period" (
    "id" UUID NOT NULL,
    "school_id" UUID,
    "label" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "year_groups" TEXT[],
    "hall_only" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "quiet_period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "term" (
    "id" UUID NOT NULL,
    "local_authority_code" TEXT,
    "school_id" UUID,
    "academic_year" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "term_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "format" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "min_minutes" INTEGER NOT NULL,
    "max_minutes" INTEGER NOT NULL,
    "default_minutes" INTEGER NOT NULL,
    "largest_group" INTEGER NOT NULL,
    "presenters_needed" INTEGER NOT NULL DEFAULT 1,
    "set_up_minutes" INTEGER NOT NULL DEFAULT 0,
    "pack_down_minutes" INTEGER NOT NULL DEFAULT 0,
    "whole_cohort" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "retired_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "format_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_draft" (
    "id" UUID NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "account_id" UUID,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking_request" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "status" "request_status" NOT NULL DEFAULT 'unproven',
    "version" INTEGER NOT NULL DEFAULT 1,
    "school_id" UUID,
    "unlisted_name" TEXT NOT NULL DEFAULT '',
    "unlisted_town" TEXT NOT NULL DEFAULT '',
    "unlisted_postcode" TEXT NOT NULL DEFAULT '',
    "format_id" UUID NOT NULL,
    "sessions_wanted" INTEGER NOT NULL DEFAULT 1,
    "room_details" TEXT NOT NULL DEFAULT '',
    "arrival_details" TEXT NOT NULL DEFAULT '',
    "needs_details" TEXT NOT NULL DEFAULT '',
    "note_from_school" TEXT NOT NULL DEFAULT '',
    "note_for_team" TEXT NOT NULL DEFAULT '',
    "closing_note" TEXT NOT NULL DEFAULT '',
    "sensitive" BOOLEAN NOT NULL DEFAULT false,
    "targeted" BOOLEAN NOT NULL DEFAULT false,
    "free_mail_address" BOOLEAN NOT NULL DEFAULT false,
    "campaign_id" UUID,
    "funder_id" UUID,
    "entered_by_id" UUID,
    "go_ahead_at" TIMESTAMPTZ(3),
    "go_ahead_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proven_at" TIMESTAMPTZ(3),
    "answer_by_on" DATE,
    "answered_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "booking_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_contact" (
    "request_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "job_title" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "request_contact_pkey" PRIMARY KEY ("request_id","rank")
);

-- CreateTable
CREATE TABLE "request_group" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "group_kind" NOT NULL DEFAULT 'year_group',
    "year_groups" TEXT[],
    "label" TEXT NOT NULL,
    "expected" INTEGER NOT NULL,
    "age_from" INTEGER,
    "age_to" INTEGER,

    CONSTRAINT "request_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wish" (
    "request_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "kind" "wish_kind" NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "weekday" INTEGER,
    "part_of_day" "part_of_day" NOT NULL DEFAULT 'any',
    "start_minutes" INTEGER,
    "period_label" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "wish_pkey" PRIMARY KEY ("request_id","rank")
);

-- CreateTable
CREATE TABLE "reason" (
    "code" TEXT NOT NULL,
    "kind" "reason_kind" NOT NULL,
    "label" TEXT NOT NULL,
    "for_school" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "reason_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "reason_given" (
    "id" UUID NOT NULL,
    "reason_code" TEXT NOT NULL,
    "request_id" UUID,
    "visit_id" UUID,
    "session_id" UUID,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reason_given_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "status" "offer_status" NOT NULL DEFAULT 'open',
    "note_for_school" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "answer_by_on" DATE,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer_option" (
    "id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "plan" JSONB NOT NULL,
    "picked_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_option_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit" (
    "id" UUID NOT NULL,
    "request_id" UUID,
    "school_id" UUID NOT NULL,
    "status" "visit_status" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "on_date" DATE,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "pencilled_from_on" DATE,
    "pencilled_to_on" DATE,
    "settle_by_on" DATE,
    "place" TEXT NOT NULL DEFAULT '',
    "easting" INTEGER,
    "northing" INTEGER,
    "sign_in_minutes" INTEGER NOT NULL DEFAULT 0,
    "set_up_minutes" INTEGER NOT NULL DEFAULT 0,
    "pack_down_minutes" INTEGER NOT NULL DEFAULT 0,
    "override_reason" TEXT NOT NULL DEFAULT '',
    "overridden" TEXT[],
    "note_for_school" TEXT NOT NULL DEFAULT '',
    "note_for_team" TEXT NOT NULL DEFAULT '',
    "calendar_uid" TEXT NOT NULL,
    "calendar_sequence" INTEGER NOT NULL DEFAULT 0,
    "calendar_dtstamp_at" TIMESTAMPTZ(3),
    "district_code" TEXT,
    "district_name" TEXT,
    "local_authority_code" TEXT,
    "local_authority_name" TEXT,
    "school_type" TEXT,
    "school_phase" TEXT,
    "sensitive" BOOLEAN NOT NULL DEFAULT false,
    "targeted" BOOLEAN NOT NULL DEFAULT false,
    "imported" BOOLEAN NOT NULL DEFAULT false,
    "campaign_id" UUID,
    "funder_id" UUID,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancelled_by" "cancelled_by",
    "cancellation_note" TEXT NOT NULL DEFAULT '',
    "completed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit_presenter" (
    "visit_id" UUID NOT NULL,
    "presenter_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "travel_before_minutes" INTEGER,
    "travel_after_minutes" INTEGER,

    CONSTRAINT "visit_presenter_pkey" PRIMARY KEY ("visit_id","presenter_id")
);

-- CreateTable
CREATE TABLE "visit_contact" (
    "visit_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "visit_contact_pkey" PRIMARY KEY ("visit_id","rank")
);

-- CreateTable
CREATE TABLE "visit_attendee" (
    "id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "account_id" UUID,
    "email" CITEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "attendee_role" NOT NULL,
    "participation" "participation_status" NOT NULL DEFAULT 'needs_action',
    "last_sequence_sent" INTEGER,
    "last_dtstamp_sent_at" TIMESTAMPTZ(3),
    "last_sequence_replied" INTEGER,
    "last_dtstamp_replied_at" TIMESTAMPTZ(3),
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "visit_attendee_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment" (
    "id" UUID NOT NULL,
    "presenter_id" UUID NOT NULL,
    "kind" "commitment_kind" NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "visit_id" UUID,
    "absence_id" UUID,
    "offer_option_id" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" UUID NOT NULL,
    "presenter_id" UUID NOT NULL,
    "kind" "absence_kind" NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "whole_days" BOOLEAN NOT NULL DEFAULT true,
    "repeat_rule" JSONB,
    "materialised_to" DATE,
    "note_for_team" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_item" (
    "id" UUID NOT NULL,
    "kind" "review_kind" NOT NULL,
    "status" "review_status" NOT NULL DEFAULT 'open',
    "visit_id" UUID NOT NULL,
    "absence_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "review_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "working_pattern" (
    "id" UUID NOT NULL,
    "presenter_id" UUID NOT NULL,
    "valid_from_on" DATE NOT NULL,
    "cycle_weeks" INTEGER NOT NULL DEFAULT 1,
    "anchor_on" DATE NOT NULL,

    CONSTRAINT "working_pattern_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "working_pattern_day" (
    "pattern_id" UUID NOT NULL,
    "week" INTEGER NOT NULL,
    "weekday" INTEGER NOT NULL,
    "start_minutes" INTEGER NOT NULL,
    "end_minutes" INTEGER NOT NULL,

    CONSTRAINT "working_pattern_day_pkey" PRIMARY KEY ("pattern_id","week","weekday","start_minutes")
);

-- CreateTable
CREATE TABLE "travel_exception" (
    "from_school_id" UUID NOT NULL,
    "to_school_id" UUID NOT NULL,
    "minutes" INTEGER NOT NULL,

    CONSTRAINT "travel_exception_pkey" PRIMARY KEY ("from_school_id","to_school_id")
);

-- CreateTable
CREATE TABLE "school_session" (
    "id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "start_minute" INTEGER NOT NULL,
    "end_minute" INTEGER NOT NULL,
    "format_id" UUID NOT NULL,
    "room" TEXT NOT NULL DEFAULT '',
    "status" "session_status" NOT NULL DEFAULT 'scheduled',

    CONSTRAINT "school_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_presenter" (
    "session_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "presenter_id" UUID NOT NULL,
    "start_minute" INTEGER NOT NULL,
    "end_minute" INTEGER NOT NULL,

    CONSTRAINT "session_presenter_pkey" PRIMARY KEY ("session_id","presenter_id")
);

-- CreateTable
CREATE TABLE "session_group" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "request_group_id" UUID,
    "kind" "group_kind" NOT NULL DEFAULT 'year_group',
    "year_groups" TEXT[],
    "label" TEXT NOT NULL,
    "expected" INTEGER NOT NULL,
    "age_from" INTEGER,
    "age_to" INTEGER,

    CONSTRAINT "session_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "readiness_item" (
    "visit_id" UUID NOT NULL,
    "point" TEXT NOT NULL,
    "answer" TEXT NOT NULL DEFAULT '',
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,

    CONSTRAINT "readiness_item_pkey" PRIMARY KEY ("visit_id","point")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "source" "fact_source" NOT NULL,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "basis" "count_basis",
    "covered_what" BOOLEAN,
    "covered_why" BOOLEAN,
    "covered_help" BOOLEAN,
    "correction_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_session" (
    "delivery_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "outcome" "session_outcome" NOT NULL,

    CONSTRAINT "delivery_session_pkey" PRIMARY KEY ("delivery_id","session_id")
);

-- CreateTable
CREATE TABLE "delivery_count" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "session_group_id" UUID NOT NULL,
    "year_group" TEXT NOT NULL,
    "attended" INTEGER NOT NULL,
    "novelty" "novelty" NOT NULL,
    "same_as_session_id" UUID,

    CONSTRAINT "delivery_count_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme_year" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "target" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "programme_year_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "period_name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "as_at" TIMESTAMPTZ(3) NOT NULL,
    "definition_version" TEXT NOT NULL,
    "figure" INTEGER NOT NULL,
    "low" INTEGER NOT NULL,
    "high" INTEGER NOT NULL,
    "attendances" INTEGER NOT NULL,
    "detail" JSONB NOT NULL,
    "signed_off_by_id" UUID NOT NULL,
    "revises_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "target" INTEGER,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "funder" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "funder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "priority_area" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "easting" INTEGER,
    "northing" INTEGER,
    "radius_metres" INTEGER,
    "outline" JSONB,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "priority_area_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "material" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "url" TEXT,
    "file_name" TEXT,
    "media_type" TEXT,
    "content" BYTEA,
    "position" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "material_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_feed" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "kind" "feed_kind" NOT NULL,
    "account_id" UUID NOT NULL,
    "school_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_read_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_mail" (
    "id" UUID NOT NULL,
    "occasion" TEXT NOT NULL,
    "to_address" CITEXT NOT NULL,
    "to_name" TEXT NOT NULL DEFAULT '',
    "account_id" UUID,
    "request_id" UUID,
    "visit_id" UUID,
    "calendar_uid" TEXT,
    "sequence" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "subject" TEXT NOT NULL,
    "body_html" TEXT NOT NULL,
    "body_text" TEXT NOT NULL,
    "ics_content" TEXT,
    "ics_method" "calendar_method",
    "message_id" TEXT NOT NULL,
    "status" "mail_status" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "lease_token" UUID,
    "last_answer" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "subject" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "request_id" UUID,
    "visit_id" UUID,
    "action" TEXT NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "history_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_id" UUID,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_token_hash_key" ON "sign_in"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_account_id_idx" ON "sign_in"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_challenge_link_hash_key" ON "sign_in_challenge"("link_hash");

-- CreateIndex
CREATE INDEX "sign_in_challenge_email_created_at_idx" ON "sign_in_challenge"("email", "created_at");

-- CreateIndex
CREATE INDEX "sign_in_challenge_browser_hash_idx" ON "sign_in_challenge"("browser_hash");

-- CreateIndex
CREATE UNIQUE INDEX "capability_token_hash_key" ON "capability"("token_hash");

-- CreateIndex
CREATE INDEX "capability_request_id_idx" ON "capability"("request_id");

-- CreateIndex
CREATE INDEX "capability_visit_id_idx" ON "capability"("visit_id");

-- CreateIndex
CREATE UNIQUE INDEX "school_urn_key" ON "school"("urn");

-- CreateIndex
CREATE INDEX "school_lineage_id_idx" ON "school"("lineage_id");

-- CreateIndex
CREATE INDEX "school_district_code_idx" ON "school"("district_code");

-- CreateIndex
CREATE INDEX "school_link_to_school_id_idx" ON "school_link"("to_school_id");

-- CreateIndex
CREATE INDEX "school_membership_school_id_idx" ON "school_membership"("school_id");

-- CreateIndex
CREATE INDEX "school_roll_school_id_academic_year_year_group_recorded_at_idx" ON "school_roll"("school_id", "academic_year", "year_group", "recorded_at");

-- CreateIndex
CREATE INDEX "quiet_period_school_id_idx" ON "quiet_period"("school_id");

-- CreateIndex
CREATE INDEX "term_local_authority_code_idx" ON "term"("local_authority_code");

-- CreateIndex
CREATE INDEX "term_school_id_idx" ON "term"("school_id");

-- CreateIndex
CREATE UNIQUE INDEX "format_code_key" ON "format"("code");

-- CreateIndex
CREATE INDEX "request_draft_expires_at_idx" ON "request_draft"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "booking_request_reference_key" ON "booking_request"("reference");

-- CreateIndex
CREATE INDEX "booking_request_status_answer_by_on_idx" ON "booking_request"("status", "answer_by_on");

-- CreateIndex
CREATE INDEX "booking_request_school_id_idx" ON "booking_request"("school_id");

-- CreateIndex
CREATE INDEX "request_contact_account_id_idx" ON "request_contact"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_contact_request_id_account_id_key" ON "request_contact"("request_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_group_request_id_position_key" ON "request_group"("request_id", "position");

-- CreateIndex
CREATE INDEX "reason_given_request_id_idx" ON "reason_given"("request_id");

-- CreateIndex
CREATE INDEX "reason_given_visit_id_idx" ON "reason_given"("visit_id");

-- CreateIndex
CREATE INDEX "reason_given_session_id_idx" ON "reason_given"("session_id");

-- CreateIndex
CREATE INDEX "offer_request_id_idx" ON "offer"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "offer_option_offer_id_rank_key" ON "offer_option"("offer_id", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "visit_calendar_uid_key" ON "visit"("calendar_uid");

-- CreateIndex
CREATE INDEX "visit_on_date_idx" ON "visit"("on_date");

-- CreateIndex
CREATE INDEX "visit_status_on_date_idx" ON "visit"("status", "on_date");

-- CreateIndex
CREATE INDEX "visit_school_id_on_date_idx" ON "visit"("school_id", "on_date");

-- CreateIndex
CREATE INDEX "visit_request_id_idx" ON "visit"("request_id");

-- CreateIndex
CREATE INDEX "visit_presenter_presenter_id_idx" ON "visit_presenter"("presenter_id");

-- CreateIndex
CREATE INDEX "visit_contact_account_id_idx" ON "visit_contact"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_contact_visit_id_account_id_key" ON "visit_contact"("visit_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_attendee_visit_id_email_key" ON "visit_attendee"("visit_id", "email");

-- CreateIndex
CREATE INDEX "commitment_presenter_id_starts_at_idx" ON "commitment"("presenter_id", "starts_at");

-- CreateIndex
CREATE INDEX "commitment_starts_at_idx" ON "commitment"("starts_at");

-- CreateIndex
CREATE INDEX "commitment_visit_id_idx" ON "commitment"("visit_id");

-- CreateIndex
CREATE INDEX "commitment_absence_id_idx" ON "commitment"("absence_id");

-- CreateIndex
CREATE INDEX "absence_presenter_id_starts_at_idx" ON "absence"("presenter_id", "starts_at");

-- CreateIndex
CREATE INDEX "review_item_status_idx" ON "review_item"("status");

-- CreateIndex
CREATE INDEX "review_item_visit_id_idx" ON "review_item"("visit_id");

-- CreateIndex
CREATE UNIQUE INDEX "working_pattern_presenter_id_valid_from_on_key" ON "working_pattern"("presenter_id", "valid_from_on");

-- CreateIndex
CREATE INDEX "travel_exception_to_school_id_idx" ON "travel_exception"("to_school_id");

-- CreateIndex
CREATE UNIQUE INDEX "school_session_visit_id_position_key" ON "school_session"("visit_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "school_session_id_visit_id_start_minute_end_minute_key" ON "school_session"("id", "visit_id", "start_minute", "end_minute");

-- CreateIndex
CREATE INDEX "session_presenter_visit_id_presenter_id_idx" ON "session_presenter"("visit_id", "presenter_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_group_session_id_position_key" ON "session_group"("session_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "session_group_id_session_id_key" ON "session_group"("id", "session_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_visit_id_revision_key" ON "delivery"("visit_id", "revision");

-- CreateIndex
CREATE INDEX "delivery_session_session_id_idx" ON "delivery_session"("session_id");

-- CreateIndex
CREATE INDEX "delivery_count_session_id_idx" ON "delivery_count"("session_id");

-- CreateIndex
CREATE INDEX "delivery_count_same_as_session_id_idx" ON "delivery_count"("same_as_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_count_delivery_id_session_group_id_year_group_key" ON "delivery_count"("delivery_id", "session_group_id", "year_group");

-- CreateIndex
CREATE UNIQUE INDEX "programme_year_name_key" ON "programme_year"("name");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_name_key" ON "campaign"("name");

-- CreateIndex
CREATE UNIQUE INDEX "funder_name_key" ON "funder"("name");

-- CreateIndex
CREATE UNIQUE INDEX "priority_area_name_key" ON "priority_area"("name");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_token_hash_key" ON "calendar_feed"("token_hash");

-- CreateIndex
CREATE INDEX "calendar_feed_account_id_idx" ON "calendar_feed"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "outgoing_mail_message_id_key" ON "outgoing_mail"("message_id");

-- CreateIndex
CREATE INDEX "outgoing_mail_status_next_try_at_idx" ON "outgoing_mail"("status", "next_try_at");

-- CreateIndex
CREATE INDEX "outgoing_mail_calendar_uid_to_address_idx" ON "outgoing_mail"("calendar_uid", "to_address");

-- CreateIndex
CREATE INDEX "outgoing_mail_request_id_idx" ON "outgoing_mail"("request_id");

-- CreateIndex
CREATE INDEX "outgoing_mail_visit_id_idx" ON "outgoing_mail"("visit_id");

-- CreateIndex
CREATE INDEX "outgoing_mail_created_at_idx" ON "outgoing_mail"("created_at");

-- CreateIndex
CREATE INDEX "history_entry_request_id_id_idx" ON "history_entry"("request_id", "id");

-- CreateIndex
CREATE INDEX "history_entry_visit_id_id_idx" ON "history_entry"("visit_id", "id");

-- CreateIndex
CREATE INDEX "history_entry_subject_subject_id_id_idx" ON "history_entry"("subject", "subject_id", "id");

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_granted_by_id_fkey" FOREIGN KEY ("granted_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presenter" ADD CONSTRAINT "presenter_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presenter_format" ADD CONSTRAINT "presenter_format_presenter_id_fkey" FOREIGN KEY ("presenter_id") REFERENCES "presenter"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presenter_format" ADD CONSTRAINT "presenter_format_format_id_fkey" FOREIGN KEY ("format_id") REFERENCES "format"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_challenge" ADD CONSTRAINT "sign_in_challenge_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capability" ADD CONSTRAINT "capability_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capability" ADD CONSTRAINT "capability_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capability" ADD CONSTRAINT "capability_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "district" ADD CONSTRAINT "district_local_authority_code_fkey" FOREIGN KEY ("local_authority_code") REFERENCES "local_authority"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school" ADD CONSTRAINT "school_local_authority_code_fkey" FOREIGN KEY ("local_authority_code") REFERENCES "local_authority"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school" ADD CONSTRAINT "school_district_code_fkey" FOREIGN KEY ("district_code") REFERENCES "district"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_link" ADD CONSTRAINT "school_link_from_school_id_fkey" FOREIGN KEY ("from_school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_link" ADD CONSTRAINT "school_link_to_school_id_fkey" FOREIGN KEY ("to_school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_membership" ADD CONSTRAINT "school_membership_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_membership" ADD CONSTRAINT "school_membership_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_membership" ADD CONSTRAINT "school_membership_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_roll" ADD CONSTRAINT "school_roll_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_roll" ADD CONSTRAINT "school_roll_recorded_by_id_fkey" FOREIGN KEY ("recorded_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bell_time" ADD CONSTRAINT "bell_time_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_closed_day" ADD CONSTRAINT "school_closed_day_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quiet_period" ADD CONSTRAINT "quiet_period_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term" ADD CONSTRAINT "term_local_authority_code_fkey" FOREIGN KEY ("local_authority_code") REFERENCES "local_authority"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term" ADD CONSTRAINT "term_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_draft" ADD CONSTRAINT "request_draft_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_format_id_fkey" FOREIGN KEY ("format_id") REFERENCES "format"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_funder_id_fkey" FOREIGN KEY ("funder_id") REFERENCES "funder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_entered_by_id_fkey" FOREIGN KEY ("entered_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_go_ahead_by_id_fkey" FOREIGN KEY ("go_ahead_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_contact" ADD CONSTRAINT "request_contact_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_contact" ADD CONSTRAINT "request_contact_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_group" ADD CONSTRAINT "request_group_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wish" ADD CONSTRAINT "wish_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reason_given" ADD CONSTRAINT "reason_given_reason_code_fkey" FOREIGN KEY ("reason_code") REFERENCES "reason"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reason_given" ADD CONSTRAINT "reason_given_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reason_given" ADD CONSTRAINT "reason_given_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reason_given" ADD CONSTRAINT "reason_given_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "school_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_option" ADD CONSTRAINT "offer_option_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_funder_id_fkey" FOREIGN KEY ("funder_id") REFERENCES "funder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_presenter" ADD CONSTRAINT "visit_presenter_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_presenter" ADD CONSTRAINT "visit_presenter_presenter_id_fkey" FOREIGN KEY ("presenter_id") REFERENCES "presenter"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_contact" ADD CONSTRAINT "visit_contact_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_contact" ADD CONSTRAINT "visit_contact_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_attendee" ADD CONSTRAINT "visit_attendee_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_attendee" ADD CONSTRAINT "visit_attendee_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_presenter_id_fkey" FOREIGN KEY ("presenter_id") REFERENCES "presenter"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_visit_id_presenter_id_fkey" FOREIGN KEY ("visit_id", "presenter_id") REFERENCES "visit_presenter"("visit_id", "presenter_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_absence_id_fkey" FOREIGN KEY ("absence_id") REFERENCES "absence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_offer_option_id_fkey" FOREIGN KEY ("offer_option_id") REFERENCES "offer_option"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_presenter_id_fkey" FOREIGN KEY ("presenter_id") REFERENCES "presenter"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_absence_id_fkey" FOREIGN KEY ("absence_id") REFERENCES "absence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_resolved_by_id_fkey" FOREIGN KEY ("resolved_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "working_pattern" ADD CONSTRAINT "working_pattern_presenter_id_fkey" FOREIGN KEY ("presenter_id") REFERENCES "presenter"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "working_pattern_day" ADD CONSTRAINT "working_pattern_day_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "working_pattern"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "travel_exception" ADD CONSTRAINT "travel_exception_from_school_id_fkey" FOREIGN KEY ("from_school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "travel_exception" ADD CONSTRAINT "travel_exception_to_school_id_fkey" FOREIGN KEY ("to_school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_session" ADD CONSTRAINT "school_session_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_session" ADD CONSTRAINT "school_session_format_id_fkey" FOREIGN KEY ("format_id") REFERENCES "format"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_presenter" ADD CONSTRAINT "session_presenter_session_id_visit_id_start_minute_end_min_fkey" FOREIGN KEY ("session_id", "visit_id", "start_minute", "end_minute") REFERENCES "school_session"("id", "visit_id", "start_minute", "end_minute") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_presenter" ADD CONSTRAINT "session_presenter_visit_id_presenter_id_fkey" FOREIGN KEY ("visit_id", "presenter_id") REFERENCES "visit_presenter"("visit_id", "presenter_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "school_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_request_group_id_fkey" FOREIGN KEY ("request_group_id") REFERENCES "request_group"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "readiness_item" ADD CONSTRAINT "readiness_item_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "readiness_item" ADD CONSTRAINT "readiness_item_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_recorded_by_id_fkey" FOREIGN KEY ("recorded_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_session" ADD CONSTRAINT "delivery_session_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_session" ADD CONSTRAINT "delivery_session_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "school_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_count" ADD CONSTRAINT "delivery_count_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_count" ADD CONSTRAINT "delivery_count_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "school_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_count" ADD CONSTRAINT "delivery_count_session_group_id_session_id_fkey" FOREIGN KEY ("session_group_id", "session_id") REFERENCES "session_group"("id", "session_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_count" ADD CONSTRAINT "delivery_count_same_as_session_id_fkey" FOREIGN KEY ("same_as_session_id") REFERENCES "school_session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_signed_off_by_id_fkey" FOREIGN KEY ("signed_off_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_revises_id_fkey" FOREIGN KEY ("revises_id") REFERENCES "publication"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history_entry" ADD CONSTRAINT "history_entry_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history_entry" ADD CONSTRAINT "history_entry_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history_entry" ADD CONSTRAINT "history_entry_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "setting" ADD CONSTRAINT "setting_updated_by_id_fkey" FOREIGN KEY ("updated_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
