"""The functions that alone may write the log. They run with the owner's rights and see this schema only."""

from django.db import migrations

FORWARD = """
INSERT INTO audit_chainhead (id, seq, hash) VALUES (1, 0, '');

CREATE FUNCTION audit_line_hash(previous text, e audit_accesslogentry) RETURNS text
LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT encode(sha256(convert_to(
        previous || jsonb_build_array(
            e.seq, extract(epoch FROM e.at), e.actor_id, e.actor_name, to_jsonb(e.roles), e.via, e.address, e.action,
            e.what, to_jsonb(e.patient_ids), e.controls, e.detail
        )::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_head_hash() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$ SELECT hash FROM audit_chainhead $$;

CREATE FUNCTION audit_append(
    p_actor_id uuid, p_actor_name text, p_roles text[], p_via text, p_address text, p_action text, p_what text,
    p_patient_ids uuid[], p_controls text, p_detail jsonb
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    head audit_chainhead;
    line audit_accesslogentry;
BEGIN
    SELECT * INTO STRICT head FROM audit_chainhead FOR UPDATE;
    line.seq := head.seq + 1;
    line.at := clock_timestamp();
    line.actor_id := p_actor_id;
    line.actor_name := p_actor_name;
    line.roles := p_roles;
    line.via := p_via;
    line.address := p_address;
    line.action := p_action;
    line.what := p_what;
    line.patient_ids := p_patient_ids;
    line.controls := p_controls;
    line.detail := p_detail;
    line.hash := audit_line_hash(head.hash, line);
    INSERT INTO audit_accesslogentry VALUES (line.*);
    UPDATE audit_chainhead SET seq = line.seq, hash = line.hash;
    RETURN line.seq;
END
$$;
"""

BACKWARD = """
DROP FUNCTION audit_append(uuid, text, text[], text, text, text, text, uuid[], text, jsonb);
DROP FUNCTION audit_head_hash();
DROP FUNCTION audit_line_hash(text, audit_accesslogentry);
DELETE FROM audit_chainhead;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
