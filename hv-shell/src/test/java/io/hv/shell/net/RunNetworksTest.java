package io.hv.shell.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.Host;
import io.hv.Network;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.Support;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Networks that were made for a machine all end, whatever fails. */
class RunNetworksTest {

    private final List<String> calls = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(RunNetworksTest.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private Network network(String name) {
        return proxy(Network.class, (self, method, arguments) -> {
            String call = method.getName() + " " + name;
            calls.add(call);
            if (failing.contains(call)) {
                throw new IllegalStateException(call);
            }
            return null;
        });
    }

    private RunNetworks begin(String... names) {
        Host host = proxy(Host.class, (self, method, arguments) -> switch (method.getName()) {
            case "findNetwork" -> Optional.empty();
            case "supports" -> Support.no("its machines are in here", "");
            default -> network(((NetworkSpec) arguments[0]).name());
        });
        return RunNetworks.begin(
                host,
                Stream.of(names)
                        .map(name -> new NetText.Wanted(name, Optional.empty(), NetworkMode.ISOLATED))
                        .toList(),
                null);
    }

    private static List<String> beneath(Throwable failure) {
        return Stream.of(failure.getSuppressed()).map(Throwable::getMessage).toList();
    }

    @Test
    void theLastOneEndsFirst() {
        RunNetworks networks = begin("a", "b");
        calls.clear();
        networks.close();
        assertEquals(List.of("stop b", "undefine b", "stop a", "undefine a"), calls);
        networks.close();
        assertEquals(4, calls.size(), "once");
    }

    @Test
    void aFailureKeepsNothingElse() {
        RunNetworks networks = begin("a", "b");
        failing.addAll(Set.of("stop b", "stop a"));
        calls.clear();
        IllegalStateException failed = assertThrows(IllegalStateException.class, networks::close);
        assertEquals("stop b", failed.getMessage());
        assertEquals(List.of("stop a"), beneath(failed));
        assertEquals(List.of("stop b", "undefine b", "stop a", "undefine a"), calls);
    }

    @Test
    void thoseThatWereMadeEndIfOneCannotBe() {
        failing.addAll(Set.of("start b", "stop a"));
        IllegalStateException failed = assertThrows(IllegalStateException.class, () -> begin("a", "b"));
        assertEquals("start b", failed.getMessage());
        assertEquals(List.of("stop a"), beneath(failed));
        assertEquals(List.of("start a", "start b", "undefine b", "stop a", "undefine a"), calls);
    }
}
