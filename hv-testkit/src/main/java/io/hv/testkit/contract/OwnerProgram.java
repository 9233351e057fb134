package io.hv.testkit.contract;

import io.hv.DomainState;
import io.hv.Host;
import io.hv.TransientDomain;
import java.io.IOException;

/** The process that {@link OwnerContract} kills: runs a transient domain, says so, and waits to be killed. */
public final class OwnerProgram {

    /** The line that it prints when the domain runs. */
    static final String RUNNING = "hv-owner: running";

    private OwnerProgram() {}

    /**
     * Ends by itself only when its standard input is closed, so that it never outlives the test.
     *
     * @param args the class of the {@link BackendUnderTest}, the URI, the domain's name
     */
    public static void main(String[] args) throws IOException {
        BackendUnderTest backend = Backends.named(args[0]);
        try (Host host = backend.open(args[1]);
                TransientDomain domain =
                        host.create(backend.guest(GuestKind.IDLE, args[2]).orElseThrow())) {
            domain.awaitState(DomainState.RUNNING, backend.patience());
            System.out.println(RUNNING);
            int byteRead = System.in.read();
            while (byteRead >= 0) {
                byteRead = System.in.read();
            }
        }
    }
}
