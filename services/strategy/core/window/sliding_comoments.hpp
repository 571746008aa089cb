#pragma once

#include "services/strategy/core/window/sliding_sum.hpp"

namespace trading::strategy {

// Variances and covariance of the last n pairs, updated as in `SlidingMoments`:
//   C' = C + (v_x - mean_x)(v_y - mean_y') - (o_x - mean_x)(o_y - mean_y').
// A series that did not move in the window has variance and covariance zero, exactly.
class SlidingComoments {
public:
    explicit SlidingComoments(int window) : x_(window), y_(window) {}

    void update(double x, double y);

    // Pearson's correlation in [-1, 1]; 0 if a variance is 0.
    [[nodiscard]] double correlation() const;
    // cov(x, y) / var(y); 0 if var(y) is 0.
    [[nodiscard]] double slope_on_y() const noexcept;
    [[nodiscard]] double mean_x() const noexcept { return anchor_x_ + mean_x_; }
    [[nodiscard]] double mean_y() const noexcept { return anchor_y_ + mean_y_; }
    [[nodiscard]] bool is_full() const noexcept { return x_.is_full(); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.x_, self.y_, self.anchor_x_, self.anchor_y_, self.mean_x_, self.mean_y_);
        visit(self.squares_x_, self.squares_y_, self.products_, self.equal_run_x_, self.equal_run_y_, self.updates_);
    }

private:
    void slide(double x, double y, double left_x, double left_y);
    void grow(double x, double y);
    void flatten();
    void resync();

    Ring x_;
    Ring y_;
    double anchor_x_ = 0;
    double anchor_y_ = 0;
    double mean_x_ = 0;  // Relative to the anchors.
    double mean_y_ = 0;
    double squares_x_ = 0;
    double squares_y_ = 0;
    double products_ = 0;
    std::size_t equal_run_x_ = 0;
    std::size_t equal_run_y_ = 0;
    int updates_ = 0;
};

}  // namespace trading::strategy
