package io.hv.testkit.junit;

import io.hv.CloneSpec;
import io.hv.Host;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The networks on which a machine becomes golden: copies of those of its tests, with the same addresses, DHCP and names, that
 * are {@linkplain NetworkMode#ISOLATED isolated} whatever those are: nobody else is on them, and the test's may be there at the
 * same time, where the host cannot be the gateway of two with one address. Clones of it are on their test's instead. There from
 * {@link #start} on, until it is closed. Used by one thread at a time.
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

    /** Makes them; all or none, and what was there before stays. */
    void start() {
        List<LiveLan> made = new ArrayList<>();
        try {
            for (NetworkSpec lan : lans) {
                made.add(LiveLan.start(host, alone(lan), name(lan.name())));
            }
        } catch (RuntimeException | Error e) {
            Closing.after(e, made.toArray(LiveLan[]::new));
            throw e;
        }
        live.addAll(made);
    }

    private static NetworkSpec alone(NetworkSpec lan) {
        return lan.edit(builder -> builder.mode(NetworkMode.ISOLATED));
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
