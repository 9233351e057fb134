package io.hv.shell.demo;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HypervisorException;
import io.hv.SpecFault;
import io.hv.TransientDomain;
import io.hv.shell.CrashText;
import io.hv.shell.Failures;
import io.hv.shell.Table;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Plays shows on a host, one after the other, and tells of each as it ends. */
final class Stage {

    private static final int TITLE = 16;
    private static final int SEEN = 64;
    private static final int TIME = 9;

    private final Host host;
    private final PrintWriter out;
    private final Table table;
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
        List<SpecFault> faults = host.check(spec);
        if (!faults.isEmpty()) {
            tell(show, faults.get(0).toString(), "", Result.NOT_HERE);
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

    private void fail(Show show, long began, String why) {
        tell(show, why.replace("\n", " | "), since(began), Result.FAILED);
        out.println("    " + why.strip().replace("\n", "\n    "));
        out.flush();
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
