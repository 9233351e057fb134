package io.hv.examples;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.TransientDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One guest that is ready for questions, as many times as there are questions. */
public final class Workers {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Workers() {}

    // program
    /** Boots a guest up to its prompt, and asks each question of a copy of its own; an answer is a line. */
    static List<String> ask(Host host, DomainSpec spec, String prompt, List<String> questions) {
        try (TransientDomain golden = host.create(spec)) {
            golden.console().open(From.START).expect(prompt, PATIENCE);
            CloneSpec copies = CloneSpec.live().count(questions.size()).naming("worker-%d");
            try (Clones workers = golden.cloneAs(copies).await(PATIENCE)) {
                System.out.println(workers.report());
                List<String> answers = new ArrayList<>();
                for (Domain worker : workers.domains()) {
                    ConsoleSession console = worker.console().open(From.START);
                    console.send(questions.get(answers.size()) + "\n");
                    answers.add(console.expect("\n", PATIENCE).strip());
                }
                return answers;
            }
        }
    }
    // end
}
