package io.hv.testkit.junit;

import io.hv.CloneSpec;
import io.hv.Host;
import io.hv.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The networks on which a machine becomes golden: like those of its tests, with nobody else on them. Clones of it are on
 * their test's instead. There from {@link #start} on, until it is closed. Used by one thread at a time.
 */
final class GoldenLans implements AutoCloseable {

    private final Host host;
    private final List<NetworkSpec> lans;
    private final String mark;
    private final List<LiveLan> live = new ArrayList<>();

    /**
     * None of them is there yet.
     *
     * @param lans as they are declared
     * @param mark what their names end with: the same one for the same golden machine, as who finds it in a file has to know
     *     the names of its networks
     */
    GoldenLans(Host host, List<NetworkSpec> lans, String mark) {
        this.host = host;
        this.lans = List.copyOf(lans);
        this.mark = mark;
    }

    private String name(String declared) {
        return declared + "-golden-" + mark;
    }

    /** What they are called, by the names that the machine's cards know them by. */
    Map<String, String> names() {
        return lans.stream().map(NetworkSpec::name).collect(Collectors.toMap(name -> name, this::name));
    }

    /** Makes them; all or none. */
    void start() {
        try {
            for (NetworkSpec lan : lans) {
                live.add(LiveLan.start(host, lan, name(lan.name())));
            }
        } catch (RuntimeException | Error e) {
            try {
                close();
            } catch (RuntimeException stays) {
                e.addSuppressed(stays);
            }
            throw e;
        }
    }

    /** A clone of that name, whose cards are on a test's networks. */
    CloneSpec clone(String name, Cabling cabling) {
        CloneSpec spec = CloneSpec.live().naming(name);
        for (Map.Entry<String, String> each : cabling.names().entrySet()) {
            spec = spec.network(name(each.getKey()), each.getValue());
        }
        return spec;
    }

    @Override
    public void close() {
        List<LiveLan> all = List.copyOf(live);
        live.clear();
        Closing.all(all);
    }
}
