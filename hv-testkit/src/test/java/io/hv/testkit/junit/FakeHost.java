package io.hv.testkit.junit;

import io.hv.Agent;
import io.hv.AlreadyExistsException;
import io.hv.ClonePlan;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.Origin;
import io.hv.Support;
import io.hv.TransientDomain;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A host that can do all, with networks and machines that do nothing. It knows which of them there are, and fails where it is
 * told to. Its forks keep their network cards.
 */
final class FakeHost {

    /** What networks were made of, in their order. */
    final List<NetworkSpec> defined = new ArrayList<>();

    /** What machines were booted of, in their order. */
    final List<DomainSpec> booted = new ArrayList<>();

    /** The names of networks that are active, and of machines. */
    final Set<String> present = new ConcurrentSkipListSet<>();

    /** The methods that fail, of what has such a word in its name. */
    private record Fault(String method, String word) {}

    private final Map<Fault, RuntimeException> failing = new ConcurrentHashMap<>();

    /** From now on this method of networks and machines with such a word in their names throws that. */
    void fail(String method, String word, RuntimeException failure) {
        RuntimeException unused = failing.put(new Fault(method, word), failure);
    }

    /** Nothing fails any more. */
    void heal() {
        failing.clear();
    }

    private void met(String method, String name) {
        failing.forEach((fault, failure) -> {
            if (fault.method().equals(method) && name.contains(fault.word())) {
                throw failure;
            }
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(FakeHost.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    Host host() {
        return proxy(Host.class, (self, method, arguments) -> switch (method.getName()) {
            case "supports" -> Support.yes();
            case "define" -> network((NetworkSpec) arguments[0]);
            case "create" -> boot((DomainSpec) arguments[0]);
            case "restore" -> throw new NotFoundException("there is no such file", "save it first");
            default -> method.getReturnType() == String.class ? "fake" : null;
        });
    }

    private Network network(NetworkSpec spec) {
        if (present.contains(spec.name())) {
            throw new AlreadyExistsException("there is such a network", "remove it");
        }
        defined.add(spec);
        return proxy(Network.class, (self, method, arguments) -> {
            met(method.getName(), spec.name());
            return switch (method.getName()) {
                case "start" -> present.add(spec.name());
                case "stop" -> present.remove(spec.name());
                case "isActive" -> present.contains(spec.name());
                default -> null;
            };
        });
    }

    private TransientDomain boot(DomainSpec spec) {
        booted.add(spec);
        return machine(spec.name(), List.of());
    }

    private TransientDomain machine(String name, List<Origin> lineage) {
        present.add(name);
        return proxy(TransientDomain.class, (self, method, arguments) -> {
            met(method.getName(), name);
            return switch (method.getName()) {
                case "name" -> name;
                case "lineage" -> lineage;
                case "state" -> DomainState.RUNNING;
                case "supports" -> Support.no("nobody looks at its console", "");
                case "awaitEnd" -> throw new OperationTimeoutException("it runs on", "", "");
                case "evidence" -> Map.of();
                case "agent" -> agent();
                case "nics" -> List.of(nic());
                case "plan" -> ClonePlan.of(List.of(), List.of(), List.of(), List.of(), 0);
                case "cloneAs" -> cloned((CloneSpec) arguments[0]);
                case "close" -> present.remove(name);
                default -> null;
            };
        });
    }

    private static Agent agent() {
        return proxy(Agent.class, (self, method, arguments) -> switch (method.getName()) {
            case "within" -> self;
            case "interfaces" -> List.of();
            default -> null;
        });
    }

    private static Nic nic() {
        return proxy(Nic.class, (self, method, arguments) -> switch (method.getName()) {
            case "spec" -> NicSpec.on("test-lan");
            case "mac" -> MacAddress.parse("52:54:00:00:00:01");
            default -> throw new OperationTimeoutException("its guest keeps it", "", "");
        });
    }

    private Job<Clones> cloned(CloneSpec spec) {
        Origin origin = Origin.of("golden", new UUID(0, 1), Instant.EPOCH);
        TransientDomain fork = machine(spec.names().get(0), List.of(origin));
        Clones clones = proxy(Clones.class, (self, method, arguments) -> List.of(fork));
        @SuppressWarnings("unchecked")
        Job<Clones> job = proxy(Job.class, (self, method, arguments) -> clones);
        return job;
    }
}
