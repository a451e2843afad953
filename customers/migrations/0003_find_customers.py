"""The one function that searches customers; see customers/queries/search.py.

Under row-level security LIKE cannot use a trigram index (16 to 246 ms instead of 1), so it runs as
the owner and takes the group from the setting, never from an argument. It reads deliveries too,
since a person sees who bought in their store: hence the dependency, of the schema only.
"""

from django.db import migrations

from dealerfollow.tenancy.functions import DefinerFunction

BODY = """
#variable_conflict use_column
DECLARE
    here CONSTANT bigint := NULLIF(current_setting('app.group_id', true), '')::bigint;
    mine bigint[]; others bigint[];         -- stores of the group: allowed, and the rest
    plain text := btrim(regexp_replace(customers_plain(wanted), '[[:space:]]+', ' ', 'g'));
    code text := upper(regexp_replace(wanted, '[[:space:]]', '', 'g'));
    digits text := regexp_replace(wanted, '[^0-9]', '', 'g');
    mail text := lower(btrim(wanted));
    words text[]; longest text; second text; starts text[]; parts text[];
    found bigint[] := '{}'; more bigint[];
BEGIN
    IF here IS NULL OR length(plain) < 2 THEN RETURN; END IF;
    SELECT array_agg(id) FILTER (WHERE id = ANY(allowed)),
           array_agg(id) FILTER (WHERE id <> ALL(allowed))
      INTO mine, others FROM stores_store WHERE group_id = here;
    IF mine IS NULL THEN RETURN; END IF;

    -- 1. Numbers and codes, which name one person: phone, e-mail, VIN, deal number.
    SELECT array_agg(id) INTO more FROM (
        SELECT c.id FROM (
            SELECT customer_id AS id FROM customers_customerphone
             WHERE group_id = here AND length(digits) BETWEEN 4 AND 6 AND wanted !~ '[[:alpha:]]'
               AND right(number, 4) = right(digits, 4) AND right(number, length(digits)) = digits
            UNION
            SELECT customer_id FROM customers_customerphone
             WHERE group_id = here AND length(digits) >= 7 AND wanted !~ '[[:alpha:]]'
               AND right(number, 7) = right(digits, 7) AND right(number, length(digits)) = digits
            UNION
            SELECT customer_id FROM (
                SELECT customer_id FROM customers_customeremail
                 WHERE group_id = here AND length(mail) >= 3 AND mail !~ '[[:space:]]'
                   AND address COLLATE "C" >= mail AND address COLLATE "C" < mail || chr(1114111)
                 LIMIT 200) e
            UNION
            SELECT unnest(ARRAY[d.customer_id, d.co_buyer_id])
              FROM customers_vehicle v JOIN deliveries_delivery d ON d.vehicle_id = v.id
             WHERE v.group_id = here AND v.vin <> '' AND length(code) IN (8, 17)
               AND right(v.vin, 8) = right(code, 8) AND right(v.vin, length(code)) = code
            UNION
            SELECT unnest(ARRAY[customer_id, co_buyer_id]) FROM deliveries_delivery
             WHERE store_id = ANY(mine) AND deal_number <> '' AND deal_number IN (wanted, code)
        ) k JOIN customers_customer c ON c.id = k.id
        WHERE c.group_id = here AND (c.store_id = ANY(mine)
           OR EXISTS (SELECT FROM deliveries_delivery d
                       WHERE d.customer_id = c.id AND d.store_id = ANY(mine))
           OR EXISTS (SELECT FROM deliveries_delivery d
                       WHERE d.co_buyer_id = c.id AND d.store_id = ANY(mine)))
        ORDER BY c.search_name, c.id LIMIT most) s;
    RETURN QUERY SELECT unnest(more), 'code';
    found := found || coalesce(more, '{}');

    -- 2. The last name, or the firm's, begins with it: what people type first.
    SELECT array_agg(id ORDER BY rank, id) INTO more FROM (
        SELECT s.id, row_number() OVER (ORDER BY s.last COLLATE "C", s.name) AS rank
          FROM unnest(mine) AS at(store), LATERAL (
            SELECT c.id, customers_plain(COALESCE(NULLIF(c.last_name, ''), c.company)) AS last,
                   c.search_name AS name
              FROM customers_customer c
             WHERE c.store_id = at.store
               AND customers_plain(COALESCE(NULLIF(c.last_name, ''), c.company)) COLLATE "C" >= plain
               AND customers_plain(COALESCE(NULLIF(c.last_name, ''), c.company)) COLLATE "C"
                   < plain || chr(1114111)
             ORDER BY customers_plain(COALESCE(NULLIF(c.last_name, ''), c.company)) COLLATE "C"
             LIMIT most) s
         WHERE s.id <> ALL(found) ORDER BY rank LIMIT most) r;
    RETURN QUERY SELECT unnest(more), 'name';
    found := found || coalesce(more, '{}');
    IF cardinality(found) >= most THEN RETURN; END IF;

    -- 3. Every word stands somewhere in the name, in any order: two surnames, first and last.
    words := string_to_array(plain, ' ');
    longest := (SELECT w FROM unnest(words) w ORDER BY length(w) DESC LIMIT 1);
    second := COALESCE((SELECT w FROM unnest(words) w ORDER BY length(w) DESC OFFSET 1 LIMIT 1),
                       longest);  -- two words narrow the index search; LIKE ALL is a filter
    starts := ARRAY(SELECT '% ' || w || '%' FROM unnest(words) w);
    parts := ARRAY(SELECT CASE WHEN length(w) < 3 THEN '% ' ELSE '%' END || w || '%'
                     FROM unnest(words) w);
    SELECT array_agg(id ORDER BY name, id) INTO more FROM (
        SELECT id, search_name AS name FROM customers_customer
         WHERE store_id = ANY(mine) AND search_name LIKE '% ' || longest || '%'
           AND search_name LIKE '% ' || second || '%' AND search_name LIKE ALL(starts)
           AND id <> ALL(found) LIMIT 200) c;
    more := more[:most];
    RETURN QUERY SELECT unnest(more), 'name';
    found := found || coalesce(more, '{}');
    IF cardinality(found) >= most THEN RETURN; END IF;
    IF length(longest) >= 3 THEN
        SELECT array_agg(id ORDER BY name, id) INTO more FROM (
            SELECT id, search_name AS name FROM customers_customer
             WHERE store_id = ANY(mine) AND search_name LIKE '%' || longest || '%'
               AND search_name LIKE '%' || second || '%' AND search_name LIKE ALL(parts)
               AND id <> ALL(found) LIMIT 200) c;
        more := more[:most];
        RETURN QUERY SELECT unnest(more), 'name';
        found := found || coalesce(more, '{}');
    END IF;

    -- 4. Known to another store now, but they bought here too.
    IF others IS NOT NULL AND length(longest) >= 3 AND cardinality(found) < most THEN
        SELECT array_agg(id ORDER BY name, id) INTO more FROM (
            SELECT c.id, c.search_name AS name
              FROM (SELECT id, search_name FROM customers_customer
                     WHERE store_id = ANY(others) AND search_name LIKE '%' || longest || '%'
                       AND search_name LIKE '%' || second || '%' AND search_name LIKE ALL(parts)
                       AND id <> ALL(found) LIMIT 2000) c
             WHERE EXISTS (SELECT FROM deliveries_delivery d
                            WHERE d.customer_id = c.id AND d.store_id = ANY(mine))
                OR EXISTS (SELECT FROM deliveries_delivery d
                            WHERE d.co_buyer_id = c.id AND d.store_id = ANY(mine))
             LIMIT most) r;
        RETURN QUERY SELECT unnest(more), 'name';
        found := found || coalesce(more, '{}');
    END IF;

    -- 5. Nothing so far: a slip of the finger in the full name.
    IF cardinality(found) = 0 AND length(plain) >= 5 AND plain !~ '[0-9@]' THEN
        RETURN QUERY SELECT c.id, 'like'::text FROM customers_customer c
             WHERE c.store_id = ANY(mine) AND c.search_name % plain
             ORDER BY similarity(c.search_name, plain) DESC, c.id LIMIT most;
    END IF;
END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_customers_and_how_to_reach_them"),
        ("deliveries", "0001_deliveries_we_owes_and_imports"),
    ]
    operations = [
        DefinerFunction(
            "find_customers(allowed bigint[], wanted text, most integer)",
            "TABLE (customer_id bigint, how text)",
            BODY,
            language="plpgsql",
        )
    ]
