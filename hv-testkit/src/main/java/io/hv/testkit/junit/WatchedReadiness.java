package io.hv.testkit.junit;

import io.hv.Domain;
import io.hv.Feature;
import java.time.Duration;
import java.util.Set;

/**
 * Ready when a check comes back.
 *
 * @param description for people, and for the key of templates
 * @param needs what the check needs of the host
 * @param check the check
 */
record WatchedReadiness(String description, Set<Feature> needs, Check check) implements Readiness {

    @Override
    public void await(Domain domain, Duration timeout) {
        new Watch(domain, description, timeout).await(check);
    }
}
