package io.hv.mem.mutant;

import io.hv.Host;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Bugs of networks. */
final class NetworkBugs {

    private NetworkBugs() {}

    static Bug undefineStopsFirst() {
        return call -> {
            if (call.is(Network.class, "undefine") && call.on(Network.class).isActive()) {
                call.on(Network.class).stop();
            }
            return call.proceed();
        };
    }

    static Bug undefinedIsNotActive() {
        return call -> {
            try {
                return call.proceed();
            } catch (NotFoundException e) {
                if (call.is(Network.class, "isActive")) {
                    return false;
                }
                throw e;
            }
        };
    }

    static Bug handsOutNothing() {
        return call -> {
            if (call.is(Host.class, "define") && call.argument(0) instanceof NetworkSpec spec) {
                List<NetworkAddress> addresses = spec.addresses().stream()
                        .map(each -> NetworkAddress.of(each.address(), each.prefix()))
                        .toList();
                return call.proceed(spec.edit(b -> b.addresses(addresses)));
            }
            return call.proceed();
        };
    }

    static Bug notFoundByUuid() {
        return call -> call.is(Host.class, "findNetwork") && call.argument(0) instanceof UUID
                ? Optional.empty()
                : call.proceed();
    }

    static Bug listUnsorted() {
        return call -> {
            if (!call.is(Host.class, "networks")) {
                return call.proceed();
            }
            List<Network> reversed = new ArrayList<>(call.on(Host.class).networks());
            Collections.reverse(reversed);
            return reversed;
        };
    }

    static Bug autostartStarts() {
        return call -> {
            Object result = call.proceed();
            if (call.is(Network.class, "autostart")
                    && call.argument(0).equals(true)
                    && !call.on(Network.class).isActive()) {
                call.on(Network.class).start();
            }
            return result;
        };
    }
}
