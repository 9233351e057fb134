package io.hv.testkit.requires;

import io.hv.testkit.guest.GuestImages;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test boots a stock kernel, see {@link GuestImages#fromProperties()}. Where none is named the test is disabled, and the
 * reason names the properties.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StockLinuxCondition.class)
public @interface RequiresStockLinux {

    /** Whether it is to be the distribution's newer kernel: {@link GuestImages#nextFromProperties()}. */
    boolean next() default false;
}
