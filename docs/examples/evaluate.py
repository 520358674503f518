#!/usr/bin/env python3
"""evaluate.py PATIENT.json AT FILE.pathway...: what the pathway in these files says of the patient."""
import ctypes
import os
import sys

waymark = ctypes.CDLL(os.environ.get("WAYMARK_LIBRARY", "libwaymark.so.0"))
waymark.waymark_texts_new.restype = ctypes.c_void_p
waymark.waymark_free.argtypes = [ctypes.c_void_p]
waymark.waymark_texts_free.argtypes = [ctypes.c_void_p]
waymark.waymark_pathway_free.argtypes = [ctypes.c_void_p]
waymark.waymark_texts_add.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t]
waymark.waymark_compile.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_void_p),
                                    ctypes.POINTER(ctypes.c_void_p)]
waymark.waymark_evaluate.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p,
                                     ctypes.POINTER(ctypes.c_void_p)]


def content(path):
    with open(path, "rb") as file:
        return file.read()


def taken(document):
    """The text of a document, which is freed."""
    text = ctypes.string_at(document) if document else b""
    waymark.waymark_free(document)
    return text


def main(patient, at, files):
    texts = waymark.waymark_texts_new()
    for name in files:
        text = content(name)
        waymark.waymark_texts_add(texts, name.encode(), text, len(text))
    pathway, document = ctypes.c_void_p(), ctypes.c_void_p()
    folder = os.path.dirname(files[0]).encode()
    status = waymark.waymark_compile(texts, folder, ctypes.byref(pathway), ctypes.byref(document))
    waymark.waymark_texts_free(texts)
    answer = taken(document)
    if status == 0:
        text = content(patient)
        status = waymark.waymark_evaluate(pathway, text, len(text), at.encode(), ctypes.byref(document))
        answer = taken(document)
    waymark.waymark_pathway_free(pathway)
    sys.stdout.buffer.write(answer)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
