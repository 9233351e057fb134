/** How long tests wait. */
@NullMarked
package io.hv.testkit.time;

import org.jspecify.annotations.NullMarked;
