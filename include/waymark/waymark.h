/* Waymark as a library: compiles pathways from texts in memory and evaluates patients.
 *
 * Every text is UTF-8. Every document that a function gives is JSON, ends with a NUL byte, and is byte for byte what
 * the program prints with `--format json`; the caller hands it back to waymark_free. The schemas are installed beside
 * the documentation: check.schema.json, run.schema.json, explain.schema.json, inputs.schema.json, needs.schema.json, questions.schema.json,
 * picture.schema.json, replay.schema.json.
 *
 * A pathway never changes once it is compiled: any number of threads may use it at the same time. Texts are filled by
 * one thread. No function keeps a pointer that it was given.
 */
#ifndef WAYMARK_WAYMARK_H
#define WAYMARK_WAYMARK_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WAYMARK_API __attribute__((visibility("default")))

/* What came of a call; the numbers are the program's exit codes. */
typedef enum waymark_status {
  WAYMARK_FINE = 0,          /* the document has the answer */
  WAYMARK_ANSWER_IS_NO = 1,  /* the pathway has errors, or the patient violates a property; the document says which */
  WAYMARK_UNUSABLE = 2,      /* what was given could not be used; the document says why */
  WAYMARK_FAULT = 3          /* a fault of the library, or no memory; there is no document */
} waymark_status;

/* The texts of pathway files, by their paths. */
typedef struct waymark_texts waymark_texts;
/* A pathway without errors. */
typedef struct waymark_pathway waymark_pathway;

/* The version of the library: "0.1.0". Not to be freed. */
WAYMARK_API const char* waymark_version(void);

/* The largest sizes in bytes, of one text of a pathway and of one patient's document. What is larger is refused. */
WAYMARK_API size_t waymark_largest_text(void);
WAYMARK_API size_t waymark_largest_patient(void);

/* No texts yet; NULL where there is no memory. */
WAYMARK_API waymark_texts* waymark_texts_new(void);
/* Adds a text, or replaces the one of that path. `path` is how messages name it: "pathways/dah/dah.pathway". The
 * standard library is in the library already, below "stdlib". */
WAYMARK_API waymark_status waymark_texts_add(waymark_texts* texts, const char* path, const char* text, size_t size);
/* NULL is allowed. */
WAYMARK_API void waymark_texts_free(waymark_texts* texts);

/* Compiles the text at `path`, or all texts of the folder at `path`, as one pathway. `pathway` becomes NULL unless the
 * result is WAYMARK_FINE. `document` has all errors and warnings (check.schema.json); it may be NULL where they are
 * not wanted. */
WAYMARK_API waymark_status waymark_compile(const waymark_texts* texts, const char* path, waymark_pathway** pathway,
                                           char** document);
/* NULL is allowed. */
WAYMARK_API void waymark_pathway_free(waymark_pathway* pathway);

/* The facts and parameters of the pathway: names, titles, types, units, ranges (inputs.schema.json). */
WAYMARK_API waymark_status waymark_inputs(const waymark_pathway* pathway, char** document);

/* What the pathway says of a patient (run.schema.json). `patient` is the patient's document, `size` bytes. `at` is the
 * moment of the evaluation, "2026-11-23T08:30:00Z" or "2026-11-23"; where it is NULL, the document's own `at` counts,
 * and without one the present moment. Problems of the patient's document are listed in `document`. */
WAYMARK_API waymark_status waymark_evaluate(const waymark_pathway* pathway, const char* patient, size_t size,
                                            const char* at, char** document);

/* The same of many patients: one document a line in `patients`, one document a line in `documents`, in the same order;
 * a line that is refused gives its problems on its line. Blank lines give nothing. The result is WAYMARK_UNUSABLE where
 * a line was refused. */
WAYMARK_API waymark_status waymark_evaluate_many(const waymark_pathway* pathway, const char* patients, size_t size,
                                                 const char* at, char** documents);

/* Why a statement or definition is as it is for a patient, and what would change it (explain.schema.json). `id` names
 * it: "plasma_exchange.exchange". */
WAYMARK_API waymark_status waymark_explain(const waymark_pathway* pathway, const char* patient, size_t size,
                                           const char* at, const char* id, char** document);

/* Which facts could settle what is undetermined, for each statement (needs.schema.json). */
WAYMARK_API waymark_status waymark_needs(const waymark_pathway* pathway, const char* patient, size_t size,
                                         const char* at, char** document);

/* What to ask for next, the most useful first, and what is not known and no longer matters (questions.schema.json), as
 * `waymark run --questions`. */
WAYMARK_API waymark_status waymark_questions(const waymark_pathway* pathway, const char* patient, size_t size,
                                             const char* at, char** document);

/* The pathway as a flow, with the way of the patient (picture.schema.json), as `waymark graph`. Where `patient` is NULL,
 * it is the picture of no patient. */
WAYMARK_API waymark_status waymark_picture(const waymark_pathway* pathway, const char* patient, size_t size,
                                           const char* at, char** document);

/* What changed when, from the first moment of the patient's record to that of the evaluation (replay.schema.json), as
 * `waymark replay`. */
WAYMARK_API waymark_status waymark_replay(const waymark_pathway* pathway, const char* patient, size_t size,
                                          const char* at, char** document);

/* The patient as a scenario of the language that expects what is said of them: {"waymark", "scenario"}, as
 * `waymark run --as-scenario NAME`. */
WAYMARK_API waymark_status waymark_scenario(const waymark_pathway* pathway, const char* patient, size_t size,
                                            const char* at, const char* name, char** document);

/* Frees a document; NULL is allowed. */
WAYMARK_API void waymark_free(char* document);

#ifdef __cplusplus
}
#endif

#endif
