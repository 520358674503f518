/* evaluate PATIENT.json AT FILE.pathway...: what the pathway in these files says of the patient. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <waymark/waymark.h>

/* The bytes of a file, which the caller frees; ends the program where it cannot be read. */
static char* content(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) exit(2);
  *size = (size_t)ftell(file);
  rewind(file);
  char* text = malloc(*size + 1);
  if (!text || fread(text, 1, *size, file) != *size) exit(2);
  fclose(file);
  return text;
}

int main(int count, char** arguments) {
  if (count < 4) return 2;
  waymark_texts* texts = waymark_texts_new();
  size_t size = 0;
  for (int i = 3; i < count; ++i) {
    char* text = content(arguments[i], &size);
    waymark_texts_add(texts, arguments[i], text, size);
    free(text);
  }
  char* slash = strrchr(arguments[3], '/'); /* all files stand in one folder */
  if (slash) *slash = '\0';

  waymark_pathway* pathway = NULL;
  char* document = NULL;
  waymark_status status = waymark_compile(texts, arguments[3], &pathway, &document);
  waymark_texts_free(texts);
  if (status == WAYMARK_FINE) {
    waymark_free(document);
    char* patient = content(arguments[1], &size);
    status = waymark_evaluate(pathway, patient, size, arguments[2], &document);
    free(patient);
  }
  if (document) fputs(document, stdout);
  waymark_free(document);
  waymark_pathway_free(pathway);
  return (int)status;
}
