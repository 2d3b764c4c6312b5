// SPDX-License-Identifier: Apache-2.0
// core.cc — dau._core: the C interface as an extension type, for the stable ABI of CPython 3.10 and newer.
//
// It knows nothing of single tools: what they are called and what their results mean stands in dau/_tools.py.
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030A0000
#include <Python.h>

#include <exception>
#include <memory>
#include <vector>

#include "dau.h"
#include "dau/base/errc.h"

namespace {
template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* held) const {
    kFree(held);
  }
};
void let_go(PyObject* object) { Py_DecRef(object); }
using Owned = std::unique_ptr<PyObject, Freed<let_go>>;
using ErrorHandle = std::unique_ptr<dau_error, Freed<dau_error_free>>;
using TextHandle = std::unique_ptr<dau_text, Freed<dau_text_free>>;
using TextsHandle = std::unique_ptr<dau_texts, Freed<dau_texts_free>>;

struct ToolObject {
  PyObject_HEAD dau_tool* tool;
};

dau_tool* tool_of(PyObject* self) { return reinterpret_cast<ToolObject*>(self)->tool; }

// Raises what dau._errors.<maker>(*arguments) gives. Always returns nullptr, as those who call it do.
PyObject* raise_made(const char* maker, const Owned& arguments) {
  const Owned module(arguments ? PyImport_ImportModule("dau._errors") : nullptr);
  const Owned function(module ? PyObject_GetAttrString(module.get(), maker) : nullptr);
  const Owned error(function ? PyObject_CallObject(function.get(), arguments.get()) : nullptr);
  if (error) PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.get())), error.get());
  return nullptr;
}

// `first`: of a batch, the index that its first text has for the caller; -1 where there is one text only.
PyObject* raise_error(dau_error* error, Py_ssize_t first = -1) {
  const ErrorHandle held(error);
  const char* name = dau_status_name(dau_error_status(error));
  return raise_made("of_status",
                    Owned(Py_BuildValue("(sssn)", name, dau_error_message(error), dau_error_at(error), first)));
}

// The UTF-8 of a str, which lives as long as the str; nullptr with an exception raised where it has none (a lone
// surrogate) and where it is no str. `index`: of the text in its batch, or -1.
const char* utf8_of(PyObject* text, Py_ssize_t index, Py_ssize_t* size) {
  if (!PyUnicode_Check(text)) {
    raise_made("not_a_str", Owned(Py_BuildValue("(On)", text, index)));
    return nullptr;
  }
  const char* bytes = PyUnicode_AsUTF8AndSize(text, size);
  if (bytes != nullptr || !PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) return bytes;
  PyErr_Clear();
  raise_made("no_utf8", Owned(Py_BuildValue("(On)", text, index)));
  return nullptr;
}

PyObject* str_of(const char* data, std::size_t size) {
  return PyUnicode_DecodeUTF8(data, static_cast<Py_ssize_t>(size), "strict");
}

// One text. The str is the caller's and cannot change; the tool is held by the bound method.
using Run = int (*)(const dau_tool*, const char*, std::size_t, dau_text**, dau_error**);
PyObject* run_with(Run run, PyObject* self, PyObject* text) {
  Py_ssize_t size = 0;
  const char* bytes = utf8_of(text, -1, &size);
  if (bytes == nullptr) return nullptr;
  dau_text* result = nullptr;
  dau_error* error = nullptr;
  int status = 0;
  Py_BEGIN_ALLOW_THREADS;
  status = run(tool_of(self), bytes, static_cast<std::size_t>(size), &result, &error);
  Py_END_ALLOW_THREADS;
  if (status != 0) return raise_error(error);
  const TextHandle held(result);
  return str_of(dau_text_data(result), dau_text_size(result));
}

PyObject* tool_run(PyObject* self, PyObject* text) { return run_with(dau_tool_run, self, text); }
PyObject* tool_run_json(PyObject* self, PyObject* text) { return run_with(dau_tool_run_json, self, text); }

struct Views {
  std::vector<const char*> data;
  std::vector<std::size_t> sizes;
};

bool view(PyObject* texts, Py_ssize_t first, Views& views) {
  const Py_ssize_t count = PyTuple_Size(texts);
  views.data.reserve(static_cast<std::size_t>(count));
  views.sizes.reserve(static_cast<std::size_t>(count));
  for (Py_ssize_t i = 0; i < count; ++i) {
    Py_ssize_t size = 0;
    const char* bytes = utf8_of(PyTuple_GetItem(texts, i), first + i, &size);
    if (bytes == nullptr) return false;
    views.data.push_back(bytes);
    views.sizes.push_back(static_cast<std::size_t>(size));
  }
  return true;
}

PyObject* list_of(const dau_texts* texts) {
  const std::size_t count = dau_texts_count(texts);
  Owned list(PyList_New(static_cast<Py_ssize_t>(count)));
  for (std::size_t i = 0; list && i < count; ++i) {
    PyObject* text = str_of(dau_texts_data(texts, i), dau_texts_size(texts, i));
    if (text == nullptr) return nullptr;
    PyList_SetItem(list.get(), static_cast<Py_ssize_t>(i), text);  // takes the reference
  }
  return list.release();
}

// A tuple, because it cannot lose a str to another thread while the lock of the interpreter is released.
using RunBatch = int (*)(const dau_tool*, const char* const*, const std::size_t*, std::size_t, int, dau_texts**,
                         dau_error**);
PyObject* run_batch_with(RunBatch run, PyObject* self, PyObject* arguments) {
  PyObject* texts = nullptr;
  int threads = 0;
  Py_ssize_t first = 0;
  if (!PyArg_ParseTuple(arguments, "O!in", &PyTuple_Type, &texts, &threads, &first)) return nullptr;
  Views views;
  if (!view(texts, first, views)) return nullptr;
  dau_texts* results = nullptr;
  dau_error* error = nullptr;
  int status = 0;
  Py_BEGIN_ALLOW_THREADS;
  status = run(tool_of(self), views.data.data(), views.sizes.data(), views.data.size(), threads, &results, &error);
  Py_END_ALLOW_THREADS;
  if (status != 0) return raise_error(error, first);
  const TextsHandle held(results);
  return list_of(results);
}

// No exception of C++ passes through the interpreter; the only one there can be is that memory ran out.
template <class Body>
PyObject* guard(Body body) noexcept {
  try {
    return body();
  } catch (const std::exception&) {
    return PyErr_NoMemory();
  }
}

PyObject* tool_run_batch(PyObject* self, PyObject* arguments) {
  return guard([&] { return run_batch_with(dau_tool_run_batch, self, arguments); });
}
PyObject* tool_run_json_batch(PyObject* self, PyObject* arguments) {
  return guard([&] { return run_batch_with(dau_tool_run_json_batch, self, arguments); });
}

PyObject* tool_info(PyObject* self, PyObject*) {
  dau_text* json = nullptr;
  dau_error* error = nullptr;
  if (dau_tool_info(tool_of(self), &json, &error) != 0) return raise_error(error);
  const TextHandle held(json);
  return str_of(dau_text_data(json), dau_text_size(json));
}

// Sets each of a dict of str to str.
bool set_options(dau_tool* tool, PyObject* options) {
  PyObject *name = nullptr, *value = nullptr;
  Py_ssize_t at = 0;
  while (PyDict_Next(options, &at, &name, &value)) {
    Py_ssize_t size = 0;
    const char* option = utf8_of(name, -1, &size);
    const char* text = option == nullptr ? nullptr : utf8_of(value, -1, &size);
    if (text == nullptr) return false;
    dau_error* error = nullptr;
    if (dau_tool_set(tool, option, text, &error) != 0) {
      raise_error(error);
      return false;
    }
  }
  return true;
}

// A new object of `type` that owns `tool`, with the options set.
PyObject* wrap(PyTypeObject* type, dau_tool* tool, PyObject* options) {
  const auto allocate = reinterpret_cast<allocfunc>(PyType_GetSlot(type, Py_tp_alloc));
  PyObject* self = allocate(type, 0);
  if (self == nullptr) {
    dau_tool_free(tool);
    return nullptr;
  }
  reinterpret_cast<ToolObject*>(self)->tool = tool;
  if (set_options(tool, options)) return self;
  Py_DecRef(self);
  return nullptr;
}

// Tool(name: str, model: bytes | None, options: dict[str, str])
PyObject* tool_new(PyTypeObject* type, PyObject* arguments, PyObject*) {
  const char* name = nullptr;
  PyObject *path = nullptr, *options = nullptr;
  if (!PyArg_ParseTuple(arguments, "sOO!", &name, &path, &PyDict_Type, &options)) return nullptr;
  char* model = nullptr;
  if (path != Py_None && PyBytes_AsStringAndSize(path, &model, nullptr) != 0) return nullptr;
  dau_tool* tool = nullptr;
  dau_error* error = nullptr;
  int status = 0;
  Py_BEGIN_ALLOW_THREADS;
  status = dau_tool_open(name, model, &tool, &error);
  Py_END_ALLOW_THREADS;
  return status != 0 ? raise_error(error) : wrap(type, tool, options);
}

PyObject* tool_copy(PyObject* self, PyObject* options) {
  if (!PyDict_Check(options)) return PyErr_SetString(PyExc_TypeError, "options must be a dict"), nullptr;
  dau_tool* copy = nullptr;
  dau_error* error = nullptr;
  if (dau_tool_copy(tool_of(self), &copy, &error) != 0) return raise_error(error);
  return wrap(Py_TYPE(self), copy, options);
}

void tool_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  dau_tool_free(tool_of(self));
  reinterpret_cast<freefunc>(PyType_GetSlot(type, Py_tp_free))(self);
  Py_DecRef(reinterpret_cast<PyObject*>(type));
}

PyMethodDef tool_methods[] = {
    {"run", tool_run, METH_O, "run(text: str) -> str"},
    {"run_json", tool_run_json, METH_O, "run_json(text: str) -> str"},
    {"run_batch", tool_run_batch, METH_VARARGS, "run_batch(texts: tuple, threads: int, first: int) -> list[str]"},
    {"run_json_batch", tool_run_json_batch, METH_VARARGS,
     "run_json_batch(texts: tuple, threads: int, first: int) -> list[str]"},
    {"info", tool_info, METH_NOARGS, "info() -> str, JSON"},
    {"copy", tool_copy, METH_O, "copy(options: dict[str, str]) -> Tool, sharing the model"},
    {nullptr, nullptr, 0, nullptr}};

PyType_Slot tool_slots[] = {{Py_tp_new, reinterpret_cast<void*>(tool_new)},
                            {Py_tp_dealloc, reinterpret_cast<void*>(tool_dealloc)},
                            {Py_tp_methods, tool_methods},
                            {Py_tp_doc, const_cast<char*>("A dau_tool of dau.h.")},
                            {0, nullptr}};

PyType_Spec tool_spec = {"dau._core.Tool", sizeof(ToolObject), 0, Py_TPFLAGS_DEFAULT, tool_slots};

PyObject* tool_names(PyObject*, PyObject*) {
  Owned list(PyList_New(0));
  for (std::size_t i = 0; list && dau_tool_name(i) != nullptr; ++i) {
    const Owned name(PyUnicode_FromString(dau_tool_name(i)));
    if (!name || PyList_Append(list.get(), name.get()) != 0) return nullptr;
  }
  return list.release();
}

// [(status, name, class)]: the rows of src/base/errc.cc.
PyObject* error_table(PyObject*, PyObject*) {
  Owned list(PyList_New(0));
  for (const dau::ErrcRow& row : dau::errc_table()) {
    const Owned told(Py_BuildValue("(iss)", static_cast<int>(row.code), row.name.data(), row.python_class.data()));
    if (!list || !told || PyList_Append(list.get(), told.get()) != 0) return nullptr;
  }
  return list.release();
}

PyMethodDef functions[] = {{"tool_names", tool_names, METH_NOARGS, "tool_names() -> list[str]"},
                           {"error_table", error_table, METH_NOARGS, "error_table() -> list[tuple[int, str, str]]"},
                           {nullptr, nullptr, 0, nullptr}};

int fill(PyObject* module) {
  PyObject* type = PyType_FromSpec(&tool_spec);
  if (type == nullptr || PyModule_AddObject(module, "Tool", type) != 0) return -1;
  return PyModule_AddStringConstant(module, "version", dau_version());
}

PyModuleDef_Slot module_slots[] = {{Py_mod_exec, reinterpret_cast<void*>(fill)}, {0, nullptr}};

PyModuleDef definition = {PyModuleDef_HEAD_INIT, "dau._core", nullptr, 0,      functions,
                          module_slots,          nullptr,     nullptr, nullptr};
}  // namespace

PyMODINIT_FUNC PyInit__core(void) { return PyModuleDef_Init(&definition); }
