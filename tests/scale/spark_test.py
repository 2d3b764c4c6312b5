# SPDX-License-Identifier: Apache-2.0
"""Spark on a local cluster of two workers: the filter behind RDD.pipe, and the module in a pandas UDF.

    PYTHONPATH=… spark_test.py DAU

Runs the jobs that docs/guide/scale.md shows, as they stand there, on some thousand lines in several partitions, and
compares with what one process gives. Ends with 77 (skipped) where pyspark, pandas, pyarrow, Java or the module is absent.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

GUIDE = pathlib.Path(__file__).resolve().parents[2] / "docs/guide/scale.md"
LINES = [f"{line} {i}" for i in range(200) for line in
         ("hom nay troi dep qua", "ban ay mua ban o cho", "Ôi, cong hoa xa hoi 😀", "gui lan@example.vn truoc 17:30", "")]


def skip(reason):
    print("skipped:", reason)
    sys.exit(77)


def need():
    for name in ("pyspark", "pandas", "pyarrow", "dau"):
        try:
            __import__(name)
        except ImportError as missing:
            skip(f"{missing}; make scale installs what this test needs")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        skip("no Java")


def job(name):
    """The job of the guide that begins with the comment `# name`."""
    found = re.search(rf"```python\n(# {name}\n.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return compile(found.group(1), name, "exec")


def session(folder):
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    # The loopback: a test of a cluster needs no other address. The workers get the module by the same path as this one.
    return (SparkSession.builder.master("local-cluster[2,1,1024]").appName("dau")
            .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.files.maxPartitionBytes", "8192")  # several parts of a small file
            .config("spark.log.level", "ERROR")
            .config("spark.executorEnv.PYTHONPATH", os.environ.get("PYTHONPATH", ""))
            .config("spark.local.dir", folder).config("spark.sql.warehouse.dir", folder + "/warehouse").getOrCreate())


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="dau-spark-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        here = os.getcwd()
        os.chdir(cls.folder)  # a local cluster puts the folders of its workers here
        cls.addClassCleanup(os.chdir, here)
        os.environ["SPARK_LOCAL_IP"] = os.environ["SPARK_LOCAL_HOSTNAME"] = "127.0.0.1"
        os.environ["SPARK_WORKER_DIR"] = cls.folder + "/work"
        cls.spark = session(cls.folder)
        cls.addClassCleanup(cls.spark.stop)
        pathlib.Path(cls.folder, "lines.txt").write_text("".join(line + "\n" for line in LINES), encoding="utf-8")
        stdin = "".join(line + "\n" for line in LINES).encode()
        done = subprocess.run([DAU, "restore"], input=stdin, capture_output=True, check=True)
        cls.expected = done.stdout.decode().split("\n")[:-1]

    def run_job(self, name):
        variables = {"spark": self.spark, "lines_path": self.folder + "/lines.txt", "dau_path": DAU}
        exec(job(name), variables)
        return variables

    def test_there_are_two_workers(self):
        hosts = set(self.spark.sparkContext.parallelize(range(64), 16).map(lambda _: os.environ.get("SPARK_EXECUTOR_DIRS", os.getcwd())).collect())
        self.assertEqual(len(hosts), 2, hosts)

    def test_the_filter_behind_a_pipe(self):
        restored = self.run_job("pipe")["restored"]
        self.assertGreaterEqual(restored.getNumPartitions(), 4)
        self.assertEqual(restored.collect(), self.expected)

    def test_a_filter_that_fails_fails_the_job(self):
        lines = self.spark.sparkContext.parallelize(["toi"], 1)
        with self.assertRaisesRegex(Exception, "exited with error code 2"):
            lines.pipe(f"{DAU} restore --nope", checkCode=True).collect()

    def test_the_module_in_a_pandas_udf(self):
        restored = self.run_job("pandas UDF")["restored"]
        self.assertGreater(restored.rdd.getNumPartitions(), 2)
        rows = restored.collect()
        self.assertEqual([row.restored for row in rows], self.expected)

    def test_edits_as_columns(self):
        from dau import Restorer
        restorer = Restorer()
        rows = self.run_job("edits")["edits"].collect()
        expected = [(line, edit.begin, edit.end, edit.replacement) for line in LINES for edit in restorer.edits(line)
                    if edit.confidence < 0.9]
        self.assertTrue(expected)
        self.assertEqual([(row.line, row.begin, row.end, row.replacement) for row in rows], expected)


if __name__ == "__main__":
    need()
    DAU = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
