package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Agent;
import io.hv.Domain;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A Redis server in a guest, asked by the agent there. For one thread. */
final class Redis {

    private final Agent agent;
    private final String address;
    private final Duration patience;

    private Redis(Agent agent, String address, Duration patience) {
        this.agent = agent;
        this.address = address;
        this.patience = patience;
    }

    /**
     * Gives the guest an address and starts the server.
     *
     * @param address on the network of its only card, with a prefix of 24 bits
     * @param options for the server, beside those by which it keeps all in memory and soon sees that a link is down
     */
    static Redis start(Domain guest, String address, Duration patience, String... options) {
        Agent agent = guest.agent().within(patience);
        Redis redis = new Redis(agent, address, patience);
        redis.run("ip link set lo up && ip addr add " + address + "/24 dev eth0 && ip link set eth0 up");
        List<String> server = new ArrayList<>(List.of("redis-server", "--daemonize", "yes", "--dir", "/tmp"));
        server.addAll(List.of("--bind", "0.0.0.0", "--protected-mode", "no", "--save", ""));
        server.addAll(List.of("--repl-ping-replica-period", "1", "--repl-timeout", "10"));
        server.addAll(List.of("--repl-diskless-sync-delay", "0"));
        server.addAll(List.of(options));
        ExecResult started = agent.exec(ExecSpec.of(server).timeout(patience));
        assertTrue(started.isSuccess(), () -> started.outputText() + started.errorsText());
        redis.awaitAnswer("PONG", "ping");
        return redis;
    }

    private void run(String script) {
        ExecResult result = agent.exec(ExecSpec.of("/bin/sh", "-c", script).timeout(patience));
        assertTrue(result.isSuccess(), result::errorsText);
    }

    String address() {
        return address;
    }

    /** What the server answers to these commands, given one after the other by one client: the lines of all answers. */
    List<String> ask(String... commands) {
        String typed = String.join("\n", commands) + "\n";
        ExecResult result = agent.exec(ExecSpec.of("redis-cli").input(typed).timeout(patience));
        return result.outputText().lines().map(String::strip).toList();
    }

    /** Asks until one line of the answer is that. */
    void awaitAnswer(String line, String command) {
        Instant end = Instant.now().plus(patience);
        List<String> answer = ask(command);
        while (!answer.contains(line)) {
            List<String> last = answer;
            assertTrue(Instant.now().isBefore(end), () -> address + " never said " + line + ", but " + last);
            answer = ask(command);
        }
    }
}
