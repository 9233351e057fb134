package paper;

import io.hv.Host;
import io.hv.backend.EmbeddedHosts;
import io.hv.spi.HostProvider;
import java.net.URI;

/** Opens {@code paper:///NAME}: machines that are a note of what they would do. */
public final class PaperHostProvider implements HostProvider {

    private static final EmbeddedHosts HOSTS = new EmbeddedHosts("paper");

    /** For the service loader. */
    public PaperHostProvider() {}

    @Override
    public String id() {
        return "paper";
    }

    @Override
    public boolean accepts(URI uri) {
        return "paper".equals(uri.getScheme());
    }

    @Override
    public Host open(URI uri) {
        return HOSTS.open(uri, PaperFactory::new);
    }
}
