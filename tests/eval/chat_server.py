#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A small server that speaks OpenAI's chat protocol, with the faults of real ones.

    chat_server.py FAULT      prints the port it listens on, and a JSON line to standard error for every request

The answer to a prompt is its last line in capitals, as {"text": …} where a JSON schema was asked for. FAULT says what
goes wrong, each prompt's first request being number 1:
    none       nothing
    busy       request 1 gets 429 with Retry-After: 0, request 2 gets 503
    rubbish    request 1 gets bytes that are no JSON
    silent     request 1 gets no answer before the client gives up
    cut        request 1 is closed in the middle of its body
    no-schema  400 for every request with response_format
    bad-json   the content is not the JSON that was asked for, and never will be
    endless    a body of 64 MiB
    key        401 unless the key is "secret"
    dead       500 for ever
    long       every answer is cut off by the limit of tokens
    think      the model thinks aloud first
"""
import collections
import http.server
import json
import sys
import threading
import time

FAULT = sys.argv[1]
seen = collections.Counter()
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body, headers=()):
        self.send_response(status)
        for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def fail(self, status, message, headers=()):
        self.reply(status, json.dumps({"error": {"message": message}}).encode(), headers)

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = request["messages"][-1]["content"]
        with lock:
            seen[prompt] += 1
            number = seen[prompt]
            print(json.dumps({"path": self.path, "model": request["model"], "number": number,
                              "schema": "response_format" in request}), file=sys.stderr, flush=True)
        if self.path != "/v1/chat/completions":
            return self.fail(404, "no such address")
        self.answer(request, prompt, number)

    def answer(self, request, prompt, number):
        if FAULT == "key" and self.headers.get("Authorization") != "Bearer secret":
            return self.fail(401, "wrong key")
        if FAULT == "busy" and number == 1:
            return self.fail(429, "slow down", [("Retry-After", "0")])
        if FAULT == "busy" and number == 2:
            return self.fail(503, "loading", [("Retry-After", "0")])
        if FAULT == "dead":
            return self.fail(500, "broken\nfor ever", [("Retry-After", "0")])
        if FAULT == "no-schema" and "response_format" in request:
            return self.fail(400, "response_format is not supported")
        if FAULT == "rubbish" and number == 1:
            return self.reply(200, b"<html>\xff starting", [("Retry-After", "0")])
        if FAULT == "silent" and number == 1:
            time.sleep(3)
        text = prompt.rsplit("\n", 1)[-1].upper()
        content = text
        if "response_format" in request:
            content = "```json\n" + json.dumps({"text": text}, ensure_ascii=False) + "\n```"
        if FAULT == "think":
            content = "<think>Hm, {\"text\": \"no\"}.</think>\n" + content
        if FAULT == "bad-json":
            content = "Đây là câu trả lời"
        body = json.dumps({"model": "small-1", "choices": [{"message": {"role": "assistant", "content": content},
                                                            "finish_reason": "length" if FAULT == "long" else "stop"}],
                           "usage": {"prompt_tokens": 7, "completion_tokens": 3}}).encode()
        if FAULT == "endless":
            body += b" " * (64 << 20)
        if FAULT == "cut" and number == 1:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:20])
            self.close_connection = True
            return
        self.reply(200, body)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a client that has gone


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
