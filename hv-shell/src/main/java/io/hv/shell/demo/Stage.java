package io.hv.shell.demo;

import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HypervisorException;
import io.hv.SpecFault;
import io.hv.Support;
import io.hv.TransientDomain;
import io.hv.shell.CrashText;
import io.hv.shell.Failures;
import io.hv.shell.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Plays shows on a host, one after the other, and tells of each as it ends. */
final class Stage {

    private static final int TITLE = 16;
    private static final int SEEN = 64;
    private static final int TIME = 9;

    private final Host host;
    private final PrintWriter out;
    private final Table table;
    private final List<String> notHere = new ArrayList<>();
    private final Map<Result, Integer> results = new EnumMap<>(Result.class);

    /** How a show went. */
    enum Result {
        OK,
        FAILED,
        /** This host cannot run it; another may. */
        NOT_HERE
    }

    Stage(Host host, PrintWriter out) {
        this.host = host;
        this.out = out;
        this.table = new Table(out, TITLE, SEEN, TIME);
        table.row("GUEST", "SEEN", "TIME", "RESULT");
    }

    void play(Show show) {
        DomainSpec spec = show.spec();
        Optional<String> obstacle = obstacle(show, spec);
        if (obstacle.isPresent()) {
            notHere.add(show.title());
            tell(show, "cannot run on this host; the reason is below", "", Result.NOT_HERE);
            explain(obstacle.get());
            return;
        }
        long began = System.nanoTime();
        try (TransientDomain domain = host.create(spec)) {
            Show.Sight sight = show.watch(domain);
            tell(show, sight.text(), since(began), Result.OK);
            sight.crash().ifPresent(crash -> CrashText.print(crash, out));
        } catch (Show.Disappointment e) {
            fail(show, began, String.valueOf(e.getMessage()));
        } catch (HypervisorException e) {
            fail(show, began, Failures.message(e));
        }
    }

    /** Why this host cannot run it, and what would help. */
    private Optional<String> obstacle(Show show, DomainSpec spec) {
        for (Feature feature : show.needs()) {
            Support support = host.supports(feature);
            if (!support.isSupported()) {
                return Optional.of("it needs " + feature + ": " + support.reason() + "\n" + support.remedy());
            }
        }
        return host.check(spec).stream().map(SpecFault::toString).findFirst();
    }

    private void explain(String why) {
        out.println("    " + why.strip().replace("\n", "\n    "));
        out.flush();
    }

    private void fail(Show show, long began, String why) {
        tell(show, why.replace("\n", " | "), since(began), Result.FAILED);
        explain(why);
    }

    /** The titles of what this host cannot run. */
    List<String> notHere() {
        return List.copyOf(notHere);
    }

    private void tell(Show show, String seen, String time, Result result) {
        results.merge(result, 1, Integer::sum);
        table.row(
                show.title(), seen, time, result.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    int count(Result result) {
        return results.getOrDefault(result, 0);
    }

    private static String since(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) + " ms";
    }
}
