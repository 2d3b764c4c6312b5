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

// ---- Logs and marks: handles in capsules; what is done with them stands in dau/_log.py and dau/_mark.py.

constexpr const char* kLogName = "dau.log";
constexpr const char* kMarkerName = "dau.marker";

struct HeldLog {
  dau_log* log;
};

void free_log(PyObject* capsule) {
  auto* const held = static_cast<HeldLog*>(PyCapsule_GetPointer(capsule, kLogName));
  if (held != nullptr) dau_log_free(held->log);
  delete held;
}

void free_marker(PyObject* capsule) {
  dau_marker_free(static_cast<dau_marker*>(PyCapsule_GetPointer(capsule, kMarkerName)));
}

PyObject* none() { return Py_BuildValue(""); }

// log_make(folder: bytes, origin: str)
PyObject* log_make(PyObject*, PyObject* arguments) {
  const char *folder = nullptr, *origin = nullptr;
  if (!PyArg_ParseTuple(arguments, "ys", &folder, &origin)) return nullptr;
  dau_error* error = nullptr;
  return dau_log_make(folder, origin, &error) != 0 ? raise_error(error) : none();
}

// log_open(folder: bytes, wait: int) -> a capsule
PyObject* log_open(PyObject*, PyObject* arguments) {
  const char* folder = nullptr;
  int wait = 0;
  if (!PyArg_ParseTuple(arguments, "yi", &folder, &wait)) return nullptr;
  dau_log* log = nullptr;
  dau_error* error = nullptr;
  int status = 0;
  Py_BEGIN_ALLOW_THREADS;
  status = dau_log_open(folder, wait, &log, &error);
  Py_END_ALLOW_THREADS;
  if (status != 0) return raise_error(error);
  return PyCapsule_New(new HeldLog{log}, kLogName, free_log);
}

HeldLog* log_of(PyObject* capsule) {
  auto* const held = static_cast<HeldLog*>(PyCapsule_GetPointer(capsule, kLogName));
  if (held == nullptr || held->log != nullptr) return held;
  PyErr_SetString(PyExc_ValueError, "the log is closed");
  return nullptr;
}

// log_append(log, entries: tuple[bytes, ...]) -> str, JSON
PyObject* append_to_log(PyObject* arguments) {
  PyObject *capsule = nullptr, *entries = nullptr;
  if (!PyArg_ParseTuple(arguments, "OO!", &capsule, &PyTuple_Type, &entries)) return nullptr;
  HeldLog* const held = log_of(capsule);
  if (held == nullptr) return nullptr;
  Views views;
  for (Py_ssize_t i = 0; i < PyTuple_Size(entries); ++i) {
    char* bytes = nullptr;
    Py_ssize_t size = 0;
    if (PyBytes_AsStringAndSize(PyTuple_GetItem(entries, i), &bytes, &size) != 0) return nullptr;
    views.data.push_back(bytes);
    views.sizes.push_back(static_cast<std::size_t>(size));
  }
  dau_text* receipts = nullptr;
  dau_error* error = nullptr;
  int status = 0;
  Py_BEGIN_ALLOW_THREADS;
  status = dau_log_append(held->log, views.data.data(), views.sizes.data(), views.data.size(), &receipts, &error);
  Py_END_ALLOW_THREADS;
  if (status != 0) return raise_error(error);
  const TextHandle text(receipts);
  return str_of(dau_text_data(receipts), dau_text_size(receipts));
}
PyObject* log_append(PyObject*, PyObject* arguments) {
  return guard([&] { return append_to_log(arguments); });
}

PyObject* log_publish(PyObject*, PyObject* capsule) {
  HeldLog* const held = log_of(capsule);
  if (held == nullptr) return nullptr;
  dau_error* error = nullptr;
  int status = 0;
  Py_BEGIN_ALLOW_THREADS;
  status = dau_log_publish(held->log, &error);
  Py_END_ALLOW_THREADS;
  return status != 0 ? raise_error(error) : none();
}

// No thread may be appending.
PyObject* log_close(PyObject*, PyObject* capsule) {
  HeldLog* const held = log_of(capsule);
  if (held == nullptr) return nullptr;
  dau_log* const log = held->log;
  held->log = nullptr;
  Py_BEGIN_ALLOW_THREADS;
  dau_log_free(log);
  Py_END_ALLOW_THREADS;
  return none();
}

// log_prove(folder: bytes, index: int) -> str
PyObject* log_prove(PyObject*, PyObject* arguments) {
  const char* folder = nullptr;
  unsigned long long index = 0;
  if (!PyArg_ParseTuple(arguments, "yK", &folder, &index)) return nullptr;
  dau_text* proof = nullptr;
  dau_error* error = nullptr;
  if (dau_log_prove(folder, index, &proof, &error) != 0) return raise_error(error);
  const TextHandle text(proof);
  return str_of(dau_text_data(proof), dau_text_size(proof));
}

// marker_open(key: str, chain: str, options: dict[str, str]) -> a capsule
PyObject* marker_open(PyObject*, PyObject* arguments) {
  const char *key = nullptr, *chain = nullptr;
  PyObject* options = nullptr;
  if (!PyArg_ParseTuple(arguments, "ssO!", &key, &chain, &PyDict_Type, &options)) return nullptr;
  dau_marker* marker = nullptr;
  dau_error* error = nullptr;
  if (dau_marker_open(key, chain, &marker, &error) != 0) return raise_error(error);
  Owned capsule(PyCapsule_New(marker, kMarkerName, free_marker));
  PyObject *name = nullptr, *value = nullptr;
  Py_ssize_t at = 0;
  while (capsule && PyDict_Next(options, &at, &name, &value)) {
    Py_ssize_t size = 0;
    const char* option = utf8_of(name, -1, &size);
    const char* text = option == nullptr ? nullptr : utf8_of(value, -1, &size);
    if (text == nullptr) return nullptr;
    if (dau_marker_set(marker, option, text, &error) != 0) return raise_error(error);
  }
  return capsule.release();
}

PyObject* bytes_of(const dau_text* text) {
  return PyBytes_FromStringAndSize(dau_text_data(text), static_cast<Py_ssize_t>(dau_text_size(text)));
}

// The bytes object of an argument; nullptr with an exception raised where it is none.
const char* bytes_at(PyObject* argument, std::size_t* size) {
  char* bytes = nullptr;
  Py_ssize_t length = 0;
  if (PyBytes_AsStringAndSize(argument, &bytes, &length) != 0) return nullptr;
  *size = static_cast<std::size_t>(length);
  return bytes;
}

// marker_add(marker, asset: bytes, name: str) -> (bytes | None, bytes)
PyObject* marker_add(PyObject*, PyObject* arguments) {
  PyObject *capsule = nullptr, *file = nullptr;
  const char* name = nullptr;
  if (!PyArg_ParseTuple(arguments, "OOs", &capsule, &file, &name)) return nullptr;
  auto* const marker = static_cast<dau_marker*>(PyCapsule_GetPointer(capsule, kMarkerName));
  std::size_t size = 0;
  const char* asset = marker == nullptr ? nullptr : bytes_at(file, &size);
  if (asset == nullptr) return nullptr;
  dau_text *marked = nullptr, *store = nullptr;
  dau_error* error = nullptr;
  int status = 0;
  Py_BEGIN_ALLOW_THREADS;
  status = dau_marker_add(marker, asset, size, name, &marked, &store, &error);
  Py_END_ALLOW_THREADS;
  if (status != 0) return raise_error(error);
  const TextHandle one(marked), two(store);
  const Owned first(marked == nullptr ? none() : bytes_of(marked)), second(bytes_of(store));
  return first && second ? Py_BuildValue("(OO)", first.get(), second.get()) : nullptr;
}

// mark_verify(asset: bytes, name: str, sidecar: bytes | None, trust: str | None) -> str, JSON
PyObject* mark_verify(PyObject*, PyObject* arguments) {
  PyObject *file = nullptr, *beside = nullptr;
  const char *name = nullptr, *trust = nullptr;
  if (!PyArg_ParseTuple(arguments, "OsOz", &file, &name, &beside, &trust)) return nullptr;
  std::size_t size = 0, sidecar_size = 0;
  const char* const asset = bytes_at(file, &size);
  const char* const sidecar = asset == nullptr || beside == Py_None ? nullptr : bytes_at(beside, &sidecar_size);
  if (asset == nullptr || (sidecar == nullptr && beside != Py_None)) return nullptr;
  dau_text* json = nullptr;
  dau_error* error = nullptr;
  int status = 0;
  Py_BEGIN_ALLOW_THREADS;
  status = dau_mark_verify(asset, size, name, sidecar, sidecar_size, trust, &json, &error);
  Py_END_ALLOW_THREADS;
  if (status != 0) return raise_error(error);
  const TextHandle text(json);
  return str_of(dau_text_data(json), dau_text_size(json));
}

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
                           {"log_make", log_make, METH_VARARGS, nullptr},
                           {"log_open", log_open, METH_VARARGS, nullptr},
                           {"log_append", log_append, METH_VARARGS, nullptr},
                           {"log_publish", log_publish, METH_O, nullptr},
                           {"log_close", log_close, METH_O, nullptr},
                           {"log_prove", log_prove, METH_VARARGS, nullptr},
                           {"marker_open", marker_open, METH_VARARGS, nullptr},
                           {"marker_add", marker_add, METH_VARARGS, nullptr},
                           {"mark_verify", mark_verify, METH_VARARGS, nullptr},
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
