package io.hv.shell;

import io.hv.Diagnosis;
import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.Host;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hv doctor}. */
@Command(
        name = "doctor",
        description = "Look what this machine can run, what it lacks, and say what would help.",
        footer = "The status is 0 when a host can be used, 1 when none can. With --uri it is about that host alone.")
final class DoctorCommand extends ShellCommand {

    private static final String NO_GUESTS = "mem";
    private static final int SEVERITY = 9;
    private static final int ID = 26;

    @Option(
            names = "--uri",
            paramLabel = "URI",
            description = "Diagnose this host, which is opened, and not every backend on the class path.")
    private @Nullable String uri;

    @Override
    public Integer call() {
        if (uri != null) {
            try (Host host = Host.open(uri)) {
                Diagnosis diagnosis = host.diagnose();
                print(diagnosis);
                return diagnosis.worst() == Severity.PROBLEM ? FAILED : OK;
            }
        }
        List<Diagnosis> diagnoses = Diagnosis.ofThisMachine();
        diagnoses.forEach(this::print);
        List<String> usable = diagnoses.stream()
                .filter(diagnosis -> diagnosis.worst() != Severity.PROBLEM)
                .map(Diagnosis::subject)
                .toList();
        out().println("usable: " + (usable.isEmpty() ? "nothing" : String.join(", ", usable)));
        // A host that runs no guests is of no use to who asks whether guests run.
        return usable.stream().anyMatch(subject -> !subject.equals(NO_GUESTS)) ? OK : FAILED;
    }

    private void print(Diagnosis diagnosis) {
        out().println(diagnosis.subject() + ": " + word(diagnosis.worst()));
        Table table = new Table(out(), SEVERITY, ID);
        Set<String> told = new HashSet<>();
        for (Finding finding : diagnosis.findings()) {
            table.row("  " + word(finding.severity()), finding.id(), finding.title() + ": " + finding.found());
            // Several findings may have one remedy.
            if (!finding.remedy().isEmpty() && told.add(finding.remedy())) {
                table.row("", "", "-> " + finding.remedy());
            }
        }
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
