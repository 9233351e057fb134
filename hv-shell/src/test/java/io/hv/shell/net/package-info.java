/** What is typed about networks. */
@NullMarked
package io.hv.shell.net;

import org.jspecify.annotations.NullMarked;
