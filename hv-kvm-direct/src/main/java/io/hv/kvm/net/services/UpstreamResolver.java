package io.hv.kvm.net.services;

import io.hv.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Who is asked for names that no machine of a network has. Called for whatever a guest asks; both methods return at once and
 * answer later, by any thread, and what fails is told to the guest as a failure of the server. How many questions are open at
 * a time is bounded by the caller.
 */
public interface UpstreamResolver {

    /**
     * The addresses of a name, of both kinds; none where there is no such name.
     *
     * @param name letters, digits, hyphens and underscores, with a dot between any two parts
     */
    CompletionStage<List<IpAddress>> addresses(String name);

    /** The name of who has an address; empty where nobody has, or it has no name. */
    CompletionStage<Optional<String>> name(IpAddress address);
}
