package io.hv.sketch;

import io.hv.ByteSize;
import io.hv.Job;
import io.hv.NicSpec;
import java.nio.file.Path;
import java.time.Duration;

/** An appliance that another product packed. */
final class ImportJourney {

    private ImportJourney() {}

    // program
    static Domain bring(Path ova, Host host) {
        try (Appliance appliance = Appliance.open(ova)) {
            ConversionPlan plan = appliance
                    .plan(host)
                    .edit(spec -> spec.name("shop").memory(ByteSize.gib(2)).nic(NicSpec.on("default")))
                    .verify(Readiness.port(443), Duration.ofMinutes(2));
            plan.changes().forEach(change -> System.out.println("will change: " + change));
            plan.losses().forEach(loss -> System.out.println("will lose:   " + loss));

            Job<Domain> conversion = plan.run();
            conversion.onProgress(job -> System.out.println(job.stage() + " " + job.progress()));
            return conversion.await();
        }
    }
    // end
}
