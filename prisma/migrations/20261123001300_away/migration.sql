-- Away, and why is nobody's matter here: sick, or called to an incident.
ALTER TYPE "absence_kind" ADD VALUE 'away';
