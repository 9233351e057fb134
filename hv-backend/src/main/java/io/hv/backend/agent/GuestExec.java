package io.hv.backend.agent;

import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.OperationTimeoutException;
import java.util.Base64;

/** One program in a guest, from its start to its end. For one thread. */
final class GuestExec {

    private final AgentClient agent;
    private final ExecSpec spec;
    private final Deadline deadline;

    GuestExec(AgentClient agent, ExecSpec spec) {
        this.agent = agent;
        this.spec = spec;
        this.deadline = Deadline.in(spec.timeout());
    }

    ExecResult run() {
        long process = agent.ask(start(), deadline).member("pid").number();
        AgentCommand status = AgentCommand.of("guest-exec-status").with("pid", process);
        Pauses pauses = new Pauses(deadline, "waiting for " + spec + " of " + agent.subject());
        while (true) {
            boolean isLast = deadline.isOver();
            AgentValue now = status(status, process);
            if (now.member("exited").truth()) {
                return result(now);
            }
            if (isLast) {
                throw late("process " + process + " of the guest's runs on");
            }
            pauses.pause();
        }
    }

    private AgentCommand start() {
        AgentCommand command = AgentCommand.of("guest-exec")
                .with("path", spec.command().get(0))
                .with("arg", spec.command().subList(1, spec.command().size()))
                .with("capture-output", spec.isCaptured());
        if (!spec.environment().isEmpty()) {
            command = command.with(
                    "env",
                    spec.environment().entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .toList());
        }
        byte[] input = spec.input();
        return input.length == 0
                ? command
                : command.with("input-data", Base64.getEncoder().encodeToString(input));
    }

    private AgentValue status(AgentCommand status, long process) {
        try {
            return agent.ask(status, deadline);
        } catch (OperationTimeoutException e) {
            OperationTimeoutException late =
                    late("process " + process + " of the guest's, of which the agent tells nothing any more");
            late.addSuppressed(e);
            throw late;
        }
    }

    private OperationTimeoutException late(String evidence) {
        return new OperationTimeoutException(
                "waited " + spec.timeout() + " for the end of " + spec + " in the guest of " + agent.subject(),
                "give it more time by ExecSpec.timeout(...), or start what runs for long in the background",
                evidence);
    }

    private static ExecResult result(AgentValue ended) {
        ExecResult result = ended.find("signal")
                .map(signal -> ExecResult.killed((int) signal.number()))
                .orElseGet(
                        () -> ExecResult.exited((int) ended.member("exitcode").number()));
        return result.output(bytes(ended, "out-data"), ended.truth("out-truncated"))
                .errors(bytes(ended, "err-data"), ended.truth("err-truncated"));
    }

    private static byte[] bytes(AgentValue ended, String name) {
        return ended.find(name).map(AgentValue::bytes).orElseGet(() -> new byte[0]);
    }
}
