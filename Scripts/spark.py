#!/usr/bin/env python3
"""Rates a run on a real Spark cluster of this machine and compares it with the run in the books.
usage: spark.py N            a demo town of N supply points, its last month
       DATA=folder RUN=24 spark.py N   a run that is there already

Started are one master and two workers of Spark's own standalone cluster, on loopback; they are
ended by their process ids. The facts of the run are piped through `plumbline rate-partition` by
`RDD.pipe`; totals and the digest of all bills are reduced in Spark. Ends with 1 on any difference.
PLUMBLINE names the program.
"""
import collections
import contextlib
import hashlib
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import pyspark
from pyspark import SparkConf, SparkContext

PROGRAM = os.path.abspath(os.environ["PLUMBLINE"])
SPARK = os.path.dirname(pyspark.__file__)
HOST = "127.0.0.1"
WORKERS = 2
ON_LOOPBACK = {
    "SPARK_HOME": SPARK, "SPARK_LOCAL_IP": HOST, "SPARK_PUBLIC_DNS": HOST,
    "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable,
    "SPARK_NO_DAEMONIZE": "1"}


def plumbline(*words):
    """What a command answers, as text."""
    done = subprocess.run(
        [PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"plumbline {' '.join(words)}: failed\n{done.stderr[-2000:]}")
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Cluster:
    """A standalone cluster; every process that it starts is ended with it."""

    def __init__(self, folder):
        self.folder, self.children = folder, []
        self.port, self.web = free_port(), free_port()
        self.address = f"spark://{HOST}:{self.port}"

    def __enter__(self):
        try:
            self.start("master", "master.Master", "--port", self.port, "--webui-port", self.web)
            self.wait(0, "the master does not answer")
            for number in range(1, WORKERS + 1):
                self.start(
                    f"worker-{number}", "worker.Worker", "--webui-port", free_port(),
                    "--cores", 1, "--memory", "1g", "--work-dir",
                    os.path.join(self.folder, f"work-{number}"), self.address)
            self.wait(WORKERS, "the workers do not join")
        except BaseException:
            self.end()
            raise
        return self

    def start(self, name, kind, *words):
        command = [
            os.path.join(SPARK, "bin", "spark-class"), f"org.apache.spark.deploy.{kind}",
            "--host", HOST, *map(str, words)]
        with open(os.path.join(self.folder, name + ".log"), "w") as log:
            self.children.append(subprocess.Popen(
                command, stdout=log, stderr=log))

    def state(self):
        """What the master says of itself on its page for programs."""
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://{HOST}:{self.web}/json/", timeout=5) as page:
            return json.load(page)

    def wait(self, workers, otherwise, seconds=90):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for child in self.children:
                if child.poll() is not None:
                    raise SystemExit(f"a process of the cluster ended: {child.args}\n{self.logs()}")
            with contextlib.suppress(OSError):
                if self.state()["aliveworkers"] >= workers:
                    return
            time.sleep(0.3)
        raise SystemExit(otherwise + "\n" + self.logs())

    def logs(self):
        texts = []
        for name in sorted(os.listdir(self.folder)):
            if name.endswith(".log"):
                with open(os.path.join(self.folder, name), errors="replace") as log:
                    texts.append(name + "\n" + log.read()[-1500:])
        return "\n".join(texts)

    def end(self):
        for child in reversed(self.children):
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in reversed(self.children):
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def __exit__(self, *_):
        self.end()


def figures(line):
    """What a line adds to the totals, by name. Amounts are minor units."""
    if line["kind"] == "outcome":
        yield f"outcome {line['outcome']}", 1
        for finding in line["findings"]:
            yield f"finding {finding['code']}", 1
            yield f"blocking {finding['code']}", int(finding["severity"] == "blocking")
    elif line["kind"] == "bill":
        yield "bills", 1
        yield "lines", sum(len(segment["lines"]) for segment in line["segments"])
        for part in ("net", "tax", "total"):
            yield f"{part} {line['currency']}", minor(line[part])


def minor(amount):
    """An amount such as "-12.60" in minor units, without a float."""
    whole, cents = amount.lstrip("-").split(".")
    return (-1 if amount.startswith("-") else 1) * (int(whole) * 100 + int(cents))


def key(line):
    return line["premises"], line["account"], line["currency"]


def digest(bills):
    """SHA-256 of PREMISES ACCOUNT CURRENCY DIGEST for each bill, in order."""
    all_bills, last = hashlib.sha256(), None
    for (premises, account, currency), bill in bills:
        if (premises, account, currency) == last:
            raise SystemExit(f"account {account} has two bills at premises {premises}")
        last = premises, account, currency
        all_bills.update(f"{premises} {account} {currency} {bill}\n".encode())
    return all_bills.hexdigest()


def by_spark(cluster, lake, pieces):
    """Totals and digest of the facts in a folder, rated and reduced by the cluster."""
    conf = (
        SparkConf().setMaster(cluster.address).setAppName("plumbline rate-partition")
        .set("spark.driver.host", HOST).set("spark.driver.bindAddress", HOST)
        .set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
        .set("spark.executor.memory", "512m")
        .set("spark.cores.max", str(WORKERS)))
    command = shlex.join(
        [PROGRAM, "rate-partition", "--workers", "1", "--rules", f"{lake}/rules.json"])
    with SparkContext(conf=conf) as spark:
        spark.setLogLevel("ERROR")
        facts = spark.textFile(f"file://{lake}/facts").repartition(pieces)
        rated = facts.pipe(command, checkCode=True).map(json.loads).cache()
        totals = dict(rated.flatMap(figures).reduceByKey(int.__add__).collect())
        bills = rated.filter(lambda line: line["kind"] == "bill").map(
            lambda line: (key(line), line["digest"]))
        all_bills = digest(bills.sortByKey().toLocalIterator())
        used = sum(worker["coresused"] > 0 for worker in cluster.state()["workers"])
        if used != WORKERS:
            raise SystemExit(f"{used} of {WORKERS} workers took part")
        return totals, all_bills


def in_books(data, run):
    """The same figures of the run in the books."""
    said = json.loads(plumbline("run", "digest", str(run), "--data", data, "--json"))
    totals = collections.Counter(bills=said["bills"], lines=said["lines"])
    for kind, count in said["outcomes"].items():
        totals[f"outcome {kind}"] = count
    for currency, sums in said["amounts"].items():
        for part in ("net", "tax", "total"):
            totals[f"{part} {currency}"] = sums[part]
    for code, found in said["findings"].items():
        totals[f"finding {code}"] = found["count"]
        totals[f"blocking {code}"] = found["blocking"]
    return totals, said["digest"]


def demo(size, folder):
    """A demo town of that size, billed; its folder and last run."""
    print(f"Billing a demo town of {size} supply points", flush=True)
    data = os.path.join(folder, "demo")
    plumbline("demo", "--data", data, "--supply-points", str(size))
    return data, json.loads(plumbline("run", "status", "--data", data, "--json"))[-1]["run"]


def compare(spark, books):
    """Prints both sides; whether they are the same."""
    (totals, all_bills), (ours, our_bills) = spark, books
    names = sorted(name for name in {*totals, *ours} if totals.get(name, 0) or ours.get(name, 0))
    print(f"{'':24}{'Spark':>16}{'in the books':>16}")
    for name in names:
        mark = "" if totals.get(name, 0) == ours.get(name, 0) else "   differs"
        print(f"{name:24}{totals.get(name, 0):16,}{ours.get(name, 0):16,}{mark}")
    print(f"digest by Spark      {all_bills}\ndigest of the books  {our_bills}")
    same = all(totals.get(name, 0) == ours.get(name, 0) for name in names)
    return same and all_bills == our_bills


def main(size):
    os.environ.update(ON_LOOPBACK)
    folder = tempfile.mkdtemp(prefix="plumbline-spark-")
    try:
        given = os.environ.get("DATA")
        data, run = (given, os.environ["RUN"]) if given else demo(size, folder)
        lake = os.path.join(folder, "lake")
        print(plumbline("run", "export-facts", str(run), "--data", data, "--out", lake), end="")
        with Cluster(folder) as cluster:
            print(f"A cluster of one master and {WORKERS} workers at {cluster.address}", flush=True)
            started = time.monotonic()
            totals, all_bills = by_spark(cluster, lake, pieces=8)
        print(f"Rated by Spark in {time.monotonic() - started:.1f} s")
        if not compare((totals, all_bills), in_books(data, run)):
            sys.exit("Spark made other bills than the run in the books")
        print(f"spark, {WORKERS} workers: {totals['bills']:,} bills, "
              "same digest as on one machine")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
