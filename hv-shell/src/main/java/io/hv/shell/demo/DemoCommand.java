package io.hv.shell.demo;

import io.hv.Feature;
import io.hv.Host;
import io.hv.HostUnavailableException;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;
import io.hv.shell.DetectCommand;
import io.hv.shell.Failures;
import io.hv.shell.ShellCommand;
import io.hv.shell.demo.Stage.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hv demo}. */
@Command(
        name = "demo",
        description = "Boot real guests through the public API, and show what they do.",
        footer = "The status is 0 when all went well, 1 when a guest failed, 75 when nothing failed but this machine "
                + "cannot run all of it.")
public final class DemoCommand extends ShellCommand {

    /** The rest needs another machine; {@code ./hv demo} then takes the nested lab. */
    static final int ELSEWHERE = 75;

    @Option(names = "--uri", paramLabel = "URI", defaultValue = "kvm:///", description = "The host (${DEFAULT-VALUE}).")
    private String uri = "";

    @Option(
            names = "--kernel",
            paramLabel = "FILE",
            defaultValue = "${sys:hv.test.kernel}",
            description = "A Linux kernel to boot too. Default: the property hv.test.kernel.")
    private @Nullable Path kernel;

    @Option(
            names = "--initrd",
            paramLabel = "FILE",
            defaultValue = "${sys:hv.test.initrd}",
            description = "Its initial RAM disk, with a shell on ttyS0. Default: the property hv.test.initrd.")
    private @Nullable Path initrd;

    @Option(
            names = "--only",
            paramLabel = "GUEST",
            split = ",",
            description = "Show only these, by the names in the first column. May be repeated.")
    private List<String> only = List.of();

    @Option(
            names = "--rest",
            paramLabel = "FILE",
            hidden = true,
            description = "Write the names of those that cannot run on this host to a file, joined by commas.")
    private @Nullable Path rest;

    @Override
    public Integer call() throws IOException {
        List<Show> shows = shows();
        try (Host host = Host.open(uri)) {
            Support guests = host.supports(Feature.GUEST_CODE);
            if (!guests.isSupported()) {
                throw new UnsupportedFeatureException("the demo on " + uri, Feature.GUEST_CODE, guests);
            }
            if (shows.stream().noneMatch(LinuxShow.class::isInstance)
                    && (only.isEmpty() || only.contains(LinuxShow.TITLE))) {
                err().println("hv: no Linux is shown: it needs --kernel and --initrd");
            }
            return play(host, shows);
        } catch (HostUnavailableException e) {
            Failures.tell(e, err());
            DetectCommand.print(Host.detect(), err());
            err().println("./hv demo runs the demo in the nested lab, on a real kvm_amd in software emulation, where "
                    + "there is no /dev/kvm to use");
            return ELSEWHERE;
        }
    }

    private int play(Host host, List<Show> shows) throws IOException {
        Stage stage = new Stage(host, out());
        shows.forEach(stage::play);
        if (rest != null) {
            Files.writeString(rest, String.join(",", stage.notHere()));
        }
        out().println(stage.count(Result.OK) + " did as they should, " + stage.count(Result.FAILED) + " failed, "
                + stage.count(Result.NOT_HERE) + " cannot run on this host");
        if (stage.count(Result.FAILED) > 0) {
            return FAILED;
        }
        return stage.count(Result.NOT_HERE) > 0 ? ELSEWHERE : OK;
    }

    private List<Show> shows() {
        List<Show> shows = new ArrayList<>(SmallShows.all());
        if (kernel != null && initrd != null) {
            shows.add(new LinuxShow(kernel, initrd));
        }
        if (only.isEmpty()) {
            return shows;
        }
        List<String> known = Stream.concat(shows.stream().map(Show::title), Stream.of(LinuxShow.TITLE))
                .distinct()
                .toList();
        only.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(stranger -> {
            throw misuse("no guest of the demo is called '" + stranger + "'; there are " + String.join(", ", known));
        });
        return shows.stream().filter(show -> only.contains(show.title())).toList();
    }
}
