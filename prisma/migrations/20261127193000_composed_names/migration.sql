-- Names and descriptions are kept composed (NFC) from here on, as a search asks for them. Only UTF-8 has the two forms.
DO $$
BEGIN
  IF getdatabaseencoding() = 'UTF8' THEN
    UPDATE instance_role SET name = normalize(name, NFC), description = normalize(description, NFC)
    WHERE name IS NOT NFC NORMALIZED OR description IS NOT NFC NORMALIZED;
  END IF;
END
$$;
