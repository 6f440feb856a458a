// A Redis in memory for tests: loopback only, and it lives as long as whoever started it.
package main

import (
	"flag"
	"fmt"
	"log"
	"time"

	"github.com/alicebob/miniredis/v2"
)

func main() {
	port := flag.Int("port", 6379, "port on 127.0.0.1")
	flag.Parse()
	server := miniredis.NewMiniRedis()
	if err := server.StartAddr(fmt.Sprintf("127.0.0.1:%d", *port)); err != nil {
		log.Fatal(err)
	}
	// Its keys never expire by themselves: whoever caches for three minutes would cache for ever.
	for range time.Tick(time.Second) {
		server.FastForward(time.Second)
	}
}
