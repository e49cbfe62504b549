"""The real supervisor around small programs: started as a process of its own by the tests of the demo."""

import sys

from mdo_platform.project import demo_programs, supervisor
from mdo_platform.project.demo_programs import folder, program

WEB = """
import http.server, socket, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
server = http.server.HTTPServer(("127.0.0.1", 0), Answer, bind_and_activate=False)
server.socket.close()
server.socket = socket.socket(fileno=int(sys.argv[1]))
server.serve_forever()
"""
# Like a worker with processes of its own, of which one does not listen to SIGTERM.
WORKER = """
import signal, subprocess, sys, time
stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
subprocess.Popen([sys.executable, "-c", stubborn])
print("at work", flush=True)
time.sleep(60)
"""


def programs(variables, *, web, mail):
    catcher = (sys.executable, "-m", "mdo_platform.project.mailcatcher")
    post = ("--fd", str(mail.fileno()), "--folder", str(folder() / "post"))
    inherit = {"inherit": (web.fileno(),)}
    return [
        program("mail", *catcher, *post, variables=variables, inherit=(mail.fileno(),)),
        program("worker", sys.executable, "-c", WORKER, variables=variables),
        program("web", sys.executable, "-c", WEB, str(web.fileno()), variables=variables, **inherit),
    ]


demo_programs.MDO = (sys.executable, "-c", sys.argv[2])
demo_programs.programs = programs
sys.exit(supervisor.run_demo(int(sys.argv[1])))
