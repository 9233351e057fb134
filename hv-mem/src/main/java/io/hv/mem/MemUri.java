package io.hv.mem;

import io.hv.Feature;
import io.hv.NotFoundException;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@code mem:} URI says.
 *
 * @param without the features that the host is to lack
 */
record MemUri(Set<Feature> without) {

    private static final String WITHOUT = "without=";

    static MemUri of(URI uri) {
        String authority = uri.getRawAuthority();
        if (uri.isOpaque() || authority != null) {
            throw bad(uri, "it names another machine, or has no path");
        }
        String query = uri.getQuery();
        if (query == null) {
            return new MemUri(Set.of());
        }
        if (!query.startsWith(WITHOUT)) {
            throw bad(uri, "the only parameter is 'without'");
        }
        try {
            return new MemUri(Arrays.stream(query.substring(WITHOUT.length()).split(",", -1))
                    .map(Feature::new)
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IllegalArgumentException e) {
            throw bad(uri, e.getMessage());
        }
    }

    private static NotFoundException bad(URI uri, @org.jspecify.annotations.Nullable String why) {
        return new NotFoundException(
                "there is no " + uri + ": " + why, "write mem:///, mem:///NAME or mem:///NAME?without=FEATURE,FEATURE");
    }
}
