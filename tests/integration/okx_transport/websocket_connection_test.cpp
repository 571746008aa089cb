#include "common/venue/okx/transport/websocket_connection.hpp"
#include "tests/integration/okx_transport/loop_driver.hpp"
#include "tests/support/okx_transport/raw_server.hpp"
#include "tests/support/okx_transport/scripted_venue.hpp"
#include "tests/support/okx_transport/test_certificates.hpp"

namespace trading::venue::okx {
namespace {

using test::RawServer;
using test::ScriptedVenue;
using test::websocket_frame;

// One connection and what became of it.
class AWebSocket : public ::testing::Test {
protected:
    void connect(const std::string& address, const std::string& ca_file = {}) {
        connection_ = std::make_unique<WebSocketConnection>(
            driver_.loop(),
            parse_url(address).value(),
            ca_file,
            WebSocketConnection::Handlers{
                .on_open = [this] { is_open_ = true; },
                .on_message = [this](const FrameBuffer& frame) { received_.emplace_back(frame.text()); },
                .on_closed = [this](const std::string& reason) { closed_.push_back(reason); },
            }
        );
        connection_->connect();
    }

    bool opens() {
        return driver_.wait_until([this] { return is_open_; });
    }
    bool closes() {
        return driver_.wait_until([this] { return !closed_.empty(); });
    }
    bool receives(std::size_t count) {
        return driver_.wait_until([&] { return received_.size() >= count; });
    }

    static std::string local(const std::string& scheme, std::uint16_t port) {
        return scheme + "://localhost:" + std::to_string(port) + "/ws/v5/public";
    }

    test::LoopDriver driver_;
    std::unique_ptr<WebSocketConnection> connection_;
    bool is_open_ = false;
    std::vector<std::string> received_;
    std::vector<std::string> closed_;
};

TEST_F(AWebSocket, exchanges_messages_and_counts_what_it_wrote) {
    ScriptedVenue venue;
    connect(local("ws", venue.port()));
    ASSERT_TRUE(opens());
    ASSERT_TRUE(connection_->send("ping"));
    EXPECT_EQ(connection_->queued(), 1U);
    EXPECT_EQ(connection_->written(), 0U);
    ASSERT_TRUE(receives(1));
    EXPECT_EQ(received_[0], "pong");
    EXPECT_EQ(connection_->written(), 1U);
}

TEST_F(AWebSocket, does_not_offer_compression) {
    ScriptedVenue venue;
    connect(local("ws", venue.port()));
    ASSERT_TRUE(opens());
    ASSERT_TRUE(driver_.wait_until([&] { return venue.sockets() == 1; }));
    EXPECT_EQ(venue.requests().front().header("sec-websocket-extensions"), "");
}

TEST_F(AWebSocket, sends_nothing_before_it_is_open_or_after_its_end) {
    ScriptedVenue venue;
    connect(local("ws", venue.port()));
    EXPECT_FALSE(connection_->send("ping"));
    ASSERT_TRUE(opens());
    venue.close(1, 4004, "No data received in 30s");
    ASSERT_TRUE(closes());
    EXPECT_FALSE(connection_->send("ping"));
    EXPECT_EQ(closed_, std::vector<std::string>{"closed by the venue: 4004 No data received in 30s"});
}

TEST_F(AWebSocket, refuses_more_than_its_queue_holds) {
    ScriptedVenue venue;
    connect(local("ws", venue.port()));
    ASSERT_TRUE(opens());
    for (std::size_t count = 0; count < WebSocketConnection::kQueuedMessagesMax; ++count) {
        ASSERT_TRUE(connection_->send("ping"));
    }
    EXPECT_FALSE(connection_->send("ping"));
    ASSERT_TRUE(receives(WebSocketConnection::kQueuedMessagesMax));
}

TEST_F(AWebSocket, puts_a_message_together_from_its_fragments_and_from_many_reads) {
    const std::string long_text(300'000, 'x');
    RawServer server([&](const RawServer::Peer& peer) {
        peer.write(test::websocket_accept(peer.read_header()));
        peer.write(websocket_frame(1, false, "one "));
        peer.write(websocket_frame(9, true, "a ping between"));
        peer.write(websocket_frame(0, false, "two "));
        peer.write(websocket_frame(0, true, "three"));
        peer.write(websocket_frame(1, true, "next"));
        peer.write(websocket_frame(1, true, long_text));
        peer.wait_for_end();
    });
    connect(local("ws", server.port()));
    ASSERT_TRUE(receives(3));
    EXPECT_EQ(received_[0], "one two three");
    EXPECT_EQ(received_[1], "next");
    EXPECT_EQ(received_[2], long_text);
    connection_->abandon();
    driver_.run_for(std::chrono::milliseconds{50});
}

TEST_F(AWebSocket, gives_up_a_message_without_end) {
    RawServer server([](const RawServer::Peer& peer) {
        peer.write(test::websocket_accept(peer.read_header()));
        const std::string part(1U << 20U, 'x');
        peer.write(websocket_frame(1, false, part));
        for (int count = 0; count < 8; ++count) peer.write(websocket_frame(0, false, part));
    });
    connect(local("ws", server.port()));
    ASSERT_TRUE(closes());
    EXPECT_EQ(closed_, std::vector<std::string>{WebSocketConnection::kTooLong});
    EXPECT_TRUE(received_.empty());
}

TEST_F(AWebSocket, tells_once_when_nobody_listens) {
    std::uint16_t port = 0;
    { port = ScriptedVenue{}.port(); }
    connect(local("ws", port));
    ASSERT_TRUE(closes());
    driver_.run_for(std::chrono::milliseconds{100});
    EXPECT_EQ(closed_.size(), 1U);
    EXPECT_FALSE(is_open_);
}

TEST_F(AWebSocket, tells_when_the_other_side_is_no_websocket) {
    RawServer server([](const RawServer::Peer& peer) {
        static_cast<void>(peer.read_header());
        peer.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    });
    connect(local("ws", server.port()));
    ASSERT_TRUE(closes());
    EXPECT_FALSE(is_open_);
}

TEST_F(AWebSocket, is_silent_after_it_was_abandoned) {
    ScriptedVenue venue;
    connect(local("ws", venue.port()));
    ASSERT_TRUE(opens());
    ASSERT_TRUE(connection_->send("ping"));
    connection_->abandon();
    EXPECT_TRUE(driver_.wait_until([&] { return venue.open_sockets() == 0; }));
    EXPECT_TRUE(received_.empty());
    EXPECT_TRUE(closed_.empty());
}

TEST_F(AWebSocket, can_be_destroyed_while_it_connects) {
    ScriptedVenue venue;
    connect(local("ws", venue.port()));
    connection_.reset();
    driver_.run_for(std::chrono::milliseconds{100});
    EXPECT_FALSE(is_open_);
    EXPECT_TRUE(closed_.empty());
}

class AnEncryptedWebSocket : public AWebSocket {
protected:
    simulator::WebServerOptions with_certificate_of(const std::string& host) const {
        simulator::WebServerOptions options;
        options.certificate_file = certificates_.certificate(host);
        options.private_key_file = certificates_.private_key(host);
        return options;
    }

    test::TestCertificates certificates_;
};

TEST_F(AnEncryptedWebSocket, opens_to_the_host_that_the_certificate_names) {
    ScriptedVenue venue{with_certificate_of(test::kRightHost)};
    connect(local("wss", venue.port()), certificates_.authority());
    ASSERT_TRUE(opens());
    ASSERT_TRUE(connection_->send("ping"));
    EXPECT_TRUE(receives(1));
}

TEST_F(AnEncryptedWebSocket, refuses_the_certificate_of_another_host) {
    ScriptedVenue venue{with_certificate_of(test::kWrongHost)};
    connect(local("wss", venue.port()), certificates_.authority());
    ASSERT_TRUE(closes());
    EXPECT_FALSE(is_open_);
    EXPECT_EQ(venue.sockets(), 0);
}

TEST_F(AnEncryptedWebSocket, refuses_an_authority_that_it_does_not_know) {
    ScriptedVenue venue{with_certificate_of(test::kRightHost)};
    connect(local("wss", venue.port()));
    ASSERT_TRUE(closes());
    EXPECT_FALSE(is_open_);
    EXPECT_EQ(venue.sockets(), 0);
}

TEST_F(AnEncryptedWebSocket, does_not_open_without_its_certificate_file) {
    ScriptedVenue venue{with_certificate_of(test::kRightHost)};
    connect(local("wss", venue.port()), "/nowhere/authority.pem");
    ASSERT_TRUE(closes());
    EXPECT_NE(closed_.front().find("/nowhere/authority.pem"), std::string::npos);
}

}  // namespace
}  // namespace trading::venue::okx
