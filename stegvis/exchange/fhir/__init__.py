"""What leaves the house as HL7 FHIR, release 4. Maps only: reads no table, decides on no access, computes no score."""
